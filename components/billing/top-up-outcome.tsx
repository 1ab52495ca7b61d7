import { BillingForm } from "@/components/billing/billing-form";
import { AnnounceMove, KeepLooking } from "@/components/billing/keep-looking";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import type { TopUpState } from "@/lib/billing/purchases/confirm-top-up";
import { formatMoney } from "@/lib/format/money";

const TO_CREDITS = { href: "/credits#packs", name: "Back to credits" } as const;
const TO_BILLING = { href: "/billing", name: "See billing" } as const;

/** What came of a purchase with the saved card, or what it still waits for. */
export function TopUpOutcome({ outcome }: { outcome: TopUpState }) {
  if (!outcome.ok) return outcome.reason === "unknown_payment" ? <Unknown /> : <Unreachable />;
  const { payment } = outcome;
  const price = formatMoney(payment.amountCents, payment.currency);
  switch (outcome.state) {
    case "succeeded":
      return (
        <OutcomeFrame
          level={1}
          title={`${creditsText((payment.packCredits ?? 0n) + (payment.packBonusCredits ?? 0n))} are yours.`}
        >
          <AnnounceMove />
          <p className="max-w-xl text-muted">
            They are in your balance and stay until you spend them. {price} was charged to your card.
          </p>
          <Ways
            first={{ href: "/playground", name: "Spend some" }}
            second={{ ...TO_BILLING, name: "See the receipt" }}
          />
        </OutcomeFrame>
      );
    case "processing":
      return (
        <OutcomeFrame level={0.5} title="Your payment is on its way.">
          <p className="max-w-xl text-muted">
            {payment.description}: your credits come by themselves as soon as it arrives. You need not keep this page
            open.
          </p>
          <KeepLooking />
          <Ways first={{ href: "/dashboard", name: "Go to dashboard" }} second={TO_BILLING} />
        </OutcomeFrame>
      );
    case "to_confirm":
      return (
        <OutcomeFrame level={0.3} title="Your bank wants you to confirm.">
          <p className="max-w-xl text-muted">
            {payment.description} for {price}. Nothing was charged yet; the credits come as soon as you confirm.
          </p>
          <div className="flex flex-wrap gap-2">
            <BillingForm action="finishTopUp" look="primary" fields={{ payment: payment.id }}>
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
    <OutcomeFrame level={0} title="We do not know this payment.">
      <p className="max-w-xl text-muted">The link is incomplete, or the payment belongs to another account.</p>
      <Ways first={TO_CREDITS} second={TO_BILLING} />
    </OutcomeFrame>
  );
}

function Unreachable() {
  return (
    <OutcomeFrame level={0.5} title="Still checking your payment.">
      <p className="max-w-xl text-muted">
        The payment service does not answer right now. If you paid, nothing is lost: your credits come by themselves.
        This page keeps trying.
      </p>
      <KeepLooking />
      <Ways first={{ href: "/dashboard", name: "Go to dashboard" }} second={TO_BILLING} />
    </OutcomeFrame>
  );
}
