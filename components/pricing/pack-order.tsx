import type { Route } from "next";
import Link from "next/link";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { debtSentence } from "@/components/credits/debt-words";
import type { OfferedPack } from "@/components/pricing/offer";
import { orderPath } from "@/components/pricing/order";
import { OrderFrame } from "@/components/pricing/order-frame";
import { words } from "@/components/pricing/order-words";
import { SubmitOnce } from "@/components/pricing/submit-once";
import { LinkButton } from "@/components/ui/button";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";
import { moreForLess } from "@/lib/catalog/volume-price";
import { formatPrice } from "@/lib/format/money";

type PackOrderProps = {
  pack: OfferedPack;
  /** The amount that was chosen of it. */
  chosen?: number | undefined;
  /** The card to charge without the payment page, and the key of this offer: one key is one charge. */
  saved: { name: string; key: string } | null;
  /** Credits that the user owes. */
  debt: bigint;
  next: string | undefined;
  actions: Pick<BillingActions, "buyPack" | "topUpPack">;
};

/** A pack on the way to its payment. With a saved card this is the confirmation: the button names the price and the card. */
export function PackOrder({ pack, chosen, saved, debt, next, actions }: PackOrderProps) {
  const price = formatPrice(pack.amountCents, pack.currency);
  const fields = { pack: pack.id, ...(chosen && { credits: String(chosen) }), ...(next && { next }) };
  const better = pack.volume && moreForLess({ ...pack, volume: pack.volume }, BigInt(pack.credits));
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
      {better ? <MoreForLess pack={pack} better={better} next={next} /> : null}
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
          {better ? null : <SubmitOnce />}
        </BillingForm>
      )}
      <LinkButton href={(next ?? "/credits#packs") as Route} look="quiet">
        Cancel
      </LinkButton>
    </OrderFrame>
  );
}

type MoreProps = { pack: OfferedPack; better: { credits: bigint; amountCents: number }; next: string | undefined };

/** From the next tier on all credits are cheaper, so that a little less than its start costs more. */
function MoreForLess({ pack, better, next }: MoreProps) {
  const { amountCents, currency } = pack;
  const credits = creditsText(better.credits);
  const price = formatPrice(better.amountCents, currency);
  return (
    <Notice tone="info">
      {better.amountCents < amountCents ? `${credits} cost less: ${price}.` : `${credits} cost the same.`}{" "}
      <Link href={orderPath({ pack: pack.key, credits: Number(better.credits) }, next)} className="underline">
        Buy {credits} instead
      </Link>
    </Notice>
  );
}
