import type { ReactNode } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { AnnounceMove, KeepLooking } from "@/components/billing/keep-looking";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { words } from "@/components/billing/outcome-words";
import { wayBack } from "@/components/billing/way-back";
import { creditsAreYours, debtPaidSentence } from "@/components/credits/debt-words";
import { LinkButton } from "@/components/ui/button";
import type { TopUpState } from "@/lib/billing/purchases/confirm-top-up";
import { formatPrice } from "@/lib/format/money";

const TO_CREDITS = { href: "/credits#packs", name: "Back to credits" } as const;
const TO_BILLING = { href: "/billing", name: "See billing" } as const;

type TopUpOutcomeProps = {
  outcome: TopUpState;
  /** The part of the credits that paid what was owed. */
  debtPaid: bigint;
  /** The page that the purchase started from. */
  next: string | undefined;
  /** What happens next, once the pack is bought. */
  aside: ReactNode;
  /** What was bought. */
  purchase: ReactNode;
  finishTopUp: BillingActions["finishTopUp"];
};

/** The outcome of a purchase with the saved card, or what it is waiting for. */
export function TopUpOutcome({ outcome, debtPaid, next, aside, purchase, finishTopUp }: TopUpOutcomeProps) {
  const back = next ? wayBack(next) : null;
  if (!outcome.ok) return outcome.reason === "unknown_payment" ? <Unknown /> : <Unreachable />;
  const { payment } = outcome;
  const price = formatPrice(payment.amountCents, payment.currency);
  const credits = (payment.packCredits ?? 0n) + (payment.packBonusCredits ?? 0n);
  switch (outcome.state) {
    case "succeeded":
      return (
        <OutcomeFrame level={1} title={creditsAreYours(credits, debtPaid)} aside={aside}>
          <AnnounceMove />
          <p className="max-w-xl text-muted">
            {debtPaid > 0n ? `${debtPaidSentence(credits, debtPaid)} ${words.creditsNeverExpire}` : words.bought}{" "}
            {price} was charged to your card.
          </p>
          <Ways
            first={back ?? { href: "/playground", name: "Try the playground" }}
            second={{ ...TO_BILLING, name: "See the receipt" }}
          />
          {purchase}
        </OutcomeFrame>
      );
    case "processing":
      return (
        <OutcomeFrame level={0.5} title="Your payment is processing." aside={aside}>
          <p className="max-w-xl text-muted">
            {payment.description}: we add your credits as soon as the payment arrives. You can close this page.
          </p>
          <KeepLooking />
          <Ways first={{ href: "/dashboard", name: "Go to dashboard" }} second={TO_BILLING} />
          {purchase}
        </OutcomeFrame>
      );
    case "to_confirm":
      return (
        <OutcomeFrame level={0.3} title="Your bank needs you to confirm the payment.">
          <p className="max-w-xl text-muted">
            {payment.description} for {price}. Nothing has been charged yet; we add the credits as soon as you confirm.
          </p>
          <div className="flex flex-wrap gap-2">
            <BillingForm action={finishTopUp} look="primary" fields={{ payment: payment.id }}>
              Confirm {price}
            </BillingForm>
            <LinkButton href={TO_CREDITS.href}>{TO_CREDITS.name}</LinkButton>
          </div>
        </OutcomeFrame>
      );
    case "declined":
      return (
        <OutcomeFrame level={0} title="Nothing was charged.">
          <p className="max-w-xl text-muted">{outcome.sentence}</p>
          <Ways first={{ ...TO_CREDITS, name: "Try again" }} second={TO_BILLING} />
        </OutcomeFrame>
      );
  }
}

function Unknown() {
  return (
    <OutcomeFrame level={0} title="We can't find this payment.">
      <p className="max-w-xl text-muted">The link is incomplete, or the payment belongs to another account.</p>
      <Ways first={TO_CREDITS} second={TO_BILLING} />
    </OutcomeFrame>
  );
}

function Unreachable() {
  return (
    <OutcomeFrame level={0.5} title="Still checking your payment.">
      <p className="max-w-xl text-muted">
        The payment service is not responding right now. If you paid, your credits will be added automatically. This
        page keeps checking.
      </p>
      <KeepLooking />
      <Ways first={{ href: "/dashboard", name: "Go to dashboard" }} second={TO_BILLING} />
    </OutcomeFrame>
  );
}
