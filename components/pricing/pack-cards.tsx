import Link from "next/link";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { LazyAmountForm } from "@/components/pricing/lazy-amount-form";
import type { OfferedPack } from "@/components/pricing/offer";
import { orderPath } from "@/components/pricing/order";
import { buttonStyle } from "@/components/ui/button";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { formatPrice, formatUnitPrice } from "@/lib/format/money";

type PackCardsProps = {
  packs: OfferedPack[];
  signedIn: boolean;
  /** The name of a card that can be charged without the payment page; null when there is none. */
  savedCard?: string | null;
  /** Where to go after paying. */
  next?: string;
  actions: Pick<BillingActions, "buyPack">;
};

/** The packs on sale. Each button shows the price; with a saved card it leads to a confirmation. */
export function PackCards({ packs, signedIn, savedCard = null, next, actions }: PackCardsProps) {
  return (
    <ul className="grid grid-cols-1 gap-4 md:grid-cols-[repeat(auto-fit,minmax(260px,1fr))]">
      {packs.map(({ volume, ...pack }) =>
        volume ? (
          <li key={pack.id} className="rounded-card border border-line bg-surface px-5 py-4">
            <LazyAmountForm pack={{ ...pack, volume }} next={next} />
          </li>
        ) : (
          <li
            key={pack.id}
            className={cx(
              "flex justify-between gap-4 rounded-card border border-line bg-surface px-5 py-4",
              savedCard ? "flex-col items-start" : "flex-wrap items-center",
            )}
          >
            <div className="min-w-0">
              <p>
                <span className="font-semibold text-lg">{formatCredits(pack.credits)}</span> credits
              </p>
              <p className="text-muted">
                {pack.bonusCredits > 0 ? (
                  <span className="text-pack">+ {formatCredits(pack.bonusCredits)} bonus · </span>
                ) : null}
                {formatUnitPrice(pack.amountCents, pack.currency, pack.credits + pack.bonusCredits)} each
              </p>
            </div>
            <Buy
              pack={{ ...pack, volume }}
              signedIn={signedIn}
              savedCard={savedCard}
              next={next}
              buyPack={actions.buyPack}
            />
          </li>
        ),
      )}
    </ul>
  );
}

type BuyProps = {
  pack: OfferedPack;
  signedIn: boolean;
  savedCard: string | null;
  next: string | undefined;
  buyPack: BillingActions["buyPack"];
};

function Buy({ pack, signedIn, savedCard, next, buyPack }: BuyProps) {
  const price = formatPrice(pack.amountCents, pack.currency);
  const label = `Buy ${pack.name} for ${price}`;
  const order = orderPath({ pack: pack.key }, next);
  if (!signedIn) {
    return (
      <a href={`/signup?next=${encodeURIComponent(order)}`} className={buttonStyle()} aria-label={label}>
        {price}
      </a>
    );
  }
  if (savedCard) {
    return (
      <Link href={order} className={cx(buttonStyle(), "tabular-nums")}>
        Pay {price} · {savedCard}
        <span className="sr-only"> for {pack.name}</span>
      </Link>
    );
  }
  return (
    <BillingForm action={buyPack} fields={{ pack: pack.id, ...(next && { next }) }} label={label}>
      {price}
    </BillingForm>
  );
}
