import { BillingForm } from "@/components/billing/billing-form";
import type { OfferedPack } from "@/components/pricing/offer";
import { buttonStyle } from "@/components/ui/button";
import { formatCredits } from "@/components/ui/credits";
import { formatMoney, formatUnitPrice } from "@/components/ui/money";

/** Credits to buy once. The button is the price. */
export function PackCards({ packs, signedIn }: { packs: OfferedPack[]; signedIn: boolean }) {
  return (
    <ul className="grid gap-4 md:grid-cols-[repeat(auto-fit,minmax(260px,1fr))]">
      {packs.map((pack) => (
        <li
          key={pack.id}
          className="flex items-center justify-between gap-4 rounded-card border border-line bg-surface px-5 py-4"
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
          <Buy pack={pack} signedIn={signedIn} />
        </li>
      ))}
    </ul>
  );
}

function Buy({ pack, signedIn }: { pack: OfferedPack; signedIn: boolean }) {
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
    <BillingForm action="pack" fields={{ pack: pack.id }} label={label}>
      {price}
    </BillingForm>
  );
}
