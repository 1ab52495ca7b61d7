import type { Route } from "next";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { debtSentence } from "@/components/credits/debt-words";
import type { OfferedPack } from "@/components/pricing/offer";
import { OrderFrame } from "@/components/pricing/order-frame";
import { words } from "@/components/pricing/order-words";
import { SubmitOnce } from "@/components/pricing/submit-once";
import { LinkButton } from "@/components/ui/button";
import { formatCredits } from "@/components/ui/credits";
import { formatPrice } from "@/lib/format/money";

type PackOrderProps = {
  pack: OfferedPack;
  /** The card to charge without the payment page, and the key of this offer: one key is one charge. */
  saved: { name: string; key: string } | null;
  /** Credits that the user owes. */
  debt: bigint;
  next: string | undefined;
  actions: Pick<BillingActions, "buyPack" | "topUpPack">;
};

/** A pack on the way to its payment. With a saved card this is the confirmation: the button names the price and the card. */
export function PackOrder({ pack, saved, debt, next, actions }: PackOrderProps) {
  const price = formatPrice(pack.amountCents, pack.currency);
  const fields = { pack: pack.id, ...(next && { next }) };
  return (
    <OrderFrame
      title={saved ? `Pay ${price} with ${saved.name}?` : pack.name}
      note={words.packNote(debtSentence(BigInt(pack.credits + pack.bonusCredits), debt))}
      lines={[
        { name: "Credits", amount: formatCredits(pack.credits) },
        ...(pack.bonusCredits > 0 ? [{ name: "Bonus credits", amount: formatCredits(pack.bonusCredits) }] : []),
        { name: "Due now", amount: price },
      ]}
    >
      {saved ? (
        <div className="grid gap-2">
          <BillingForm
            action={actions.topUpPack}
            fields={{ ...fields, key: saved.key }}
            look="primary"
            size="large"
            className="w-full"
          >
            Pay {price} · {saved.name}
          </BillingForm>
          <BillingForm action={actions.buyPack} fields={fields} className="w-full">
            Pay another way
          </BillingForm>
        </div>
      ) : (
        <BillingForm action={actions.buyPack} fields={fields} look="primary" size="large" className="w-full">
          {words.toPayment}
          <SubmitOnce />
        </BillingForm>
      )}
      <LinkButton href={(next ?? "/credits#packs") as Route} look="quiet">
        Cancel
      </LinkButton>
    </OrderFrame>
  );
}
