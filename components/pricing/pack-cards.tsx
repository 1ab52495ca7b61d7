import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import type { OfferedPack } from "@/components/pricing/offer";
import { buttonStyle } from "@/components/ui/button";
import { formatCredits } from "@/components/ui/credits";
import { formatMoney, formatUnitPrice } from "@/lib/format/money";

type PackCardsProps = {
  packs: OfferedPack[];
  signedIn: boolean;
  /** A card to charge without the payment page; `keys` has one idempotency key per pack. */
  saved?: { name: string; keys: Record<string, string> } | null;
  actions: Pick<BillingActions, "buyPack" | "topUpPack">;
};

/** The packs on sale. The button shows the price; with a saved card, one click buys. */
export function PackCards({ packs, signedIn, saved = null, actions }: PackCardsProps) {
  return (
    <ul className="grid gap-4 md:grid-cols-[repeat(auto-fit,minmax(260px,1fr))]">
      {packs.map((pack) => (
        <li
          key={pack.id}
          className="flex items-center justify-between gap-4 rounded-card border border-line bg-surface px-5 py-4 max-[359px]:flex-wrap"
        >
          <div>
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
          <div className="grid justify-items-end gap-2">
            {saved ? <BuySaved pack={pack} saved={saved} topUpPack={actions.topUpPack} /> : null}
            <Buy pack={pack} signedIn={signedIn} quiet={saved !== null} buyPack={actions.buyPack} />
          </div>
        </li>
      ))}
    </ul>
  );
}

type BuySavedProps = {
  pack: OfferedPack;
  saved: NonNullable<PackCardsProps["saved"]>;
  topUpPack: BillingActions["topUpPack"];
};

function BuySaved({ pack, saved, topUpPack }: BuySavedProps) {
  const price = formatMoney(pack.amountCents, pack.currency);
  return (
    <BillingForm
      action={topUpPack}
      look="primary"
      fields={{ pack: pack.id, key: saved.keys[pack.id] ?? "" }}
      label={`Buy with ${saved.name}: ${pack.name}, ${price}`}
    >
      Buy with {saved.name}
    </BillingForm>
  );
}

type BuyProps = { pack: OfferedPack; signedIn: boolean; quiet: boolean; buyPack: BillingActions["buyPack"] };

function Buy({ pack, signedIn, quiet, buyPack }: BuyProps) {
  const price = formatMoney(pack.amountCents, pack.currency);
  const label = `Buy ${pack.name} for ${price}`;
  if (!signedIn) {
    return (
      <a href={`/signup?next=${encodeURIComponent("/credits")}`} className={buttonStyle()} aria-label={label}>
        {price}
      </a>
    );
  }
  return (
    <BillingForm action={buyPack} fields={{ pack: pack.id }} label={label} size={quiet ? "small" : "medium"}>
      {quiet ? `${price}, pay another way` : price}
    </BillingForm>
  );
}
