import type { ReactNode } from "react";
import { AnnounceMove, KeepLooking } from "@/components/billing/keep-looking";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { words } from "@/components/billing/outcome-words";
import { wayBack } from "@/components/billing/way-back";
import { creditsAreYours, debtPaidSentence } from "@/components/credits/debt-words";
import type { ConfirmedCheckout } from "@/lib/billing/purchases/confirm-checkout";

const TO_DASHBOARD = { href: "/dashboard", name: "Go to dashboard" } as const;
const TO_BILLING = { href: "/billing", name: "See billing" } as const;
const TO_PRICING = { href: "/pricing", name: "Back to pricing" } as const;

type CheckoutOutcomeProps = {
  outcome: ConfirmedCheckout;
  /** Whether the purchased plan has started with a free trial. */
  isTrial: boolean;
  /** The part of the credits that paid what was owed. */
  debtPaid: bigint;
  /** The page that the purchase started from. */
  next: string | undefined;
  /** The bought gift with its code, once it is paid. */
  gift: ReactNode;
  /** What happens next, once something was bought. */
  aside: ReactNode;
  /** What was bought. */
  purchase: ReactNode;
};

/** The outcome of a Checkout session, for the user who returns from it. */
export function CheckoutOutcome({ outcome, isTrial, debtPaid, next, gift, aside, purchase }: CheckoutOutcomeProps) {
  const back = next ? wayBack(next) : null;
  if (!outcome.ok) {
    return outcome.reason === "unknown_session" ? (
      <OutcomeFrame level={0} title="We can't find this payment.">
        <p className="max-w-xl text-muted">{words.unknown}</p>
        <Ways first={TO_BILLING} second={TO_DASHBOARD} />
      </OutcomeFrame>
    ) : (
      <OutcomeFrame level={0.5} title="Still checking your payment.">
        <p className="max-w-xl text-muted">{words.unreachable}</p>
        <KeepLooking />
        <Ways first={TO_DASHBOARD} second={TO_BILLING} />
      </OutcomeFrame>
    );
  }
  switch (outcome.state) {
    case "complete":
      return (
        <OutcomeFrame level={1} title={completeTitle(outcome, debtPaid)} aside={aside}>
          <AnnounceMove />
          {gift}
          <p className="max-w-xl text-muted">{completeText(outcome, { isTrial, debtPaid })}</p>
          <Ways
            first={back ?? { href: "/playground", name: "Try the playground" }}
            second={isTrial ? { ...TO_BILLING, name: "See your plan" } : { ...TO_BILLING, name: "See the receipt" }}
          />
          {purchase}
        </OutcomeFrame>
      );
    case "pending":
      return (
        <OutcomeFrame level={0.5} title="Your payment is processing." aside={aside}>
          <p className="max-w-xl text-muted">{words.pending(outcome.description)}</p>
          <KeepLooking />
          <Ways first={back ?? TO_DASHBOARD} second={TO_BILLING} />
          {purchase}
        </OutcomeFrame>
      );
    case "failed":
      return (
        <OutcomeFrame level={0} title="Your payment failed.">
          <p className="max-w-xl text-muted">{words.failed(outcome.description)}</p>
          <Ways first={{ href: "/credits", name: "Back to credits" }} second={TO_BILLING} />
        </OutcomeFrame>
      );
    case "trial_refused":
      return (
        <OutcomeFrame level={0} title="Your trial did not start.">
          <p className="max-w-xl text-muted">{words.trialRefused(outcome.description)}</p>
          <Ways first={{ ...TO_PRICING, name: "See the plans" }} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
    case "open":
      return (
        <OutcomeFrame level={0.3} title="This payment is incomplete.">
          <p className="max-w-xl text-muted">{words.open}</p>
          <Ways first={back ?? TO_PRICING} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
    case "expired":
      return (
        <OutcomeFrame level={0} title="This payment page has expired.">
          <p className="max-w-xl text-muted">{words.expired}</p>
          <Ways first={back ?? TO_PRICING} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
  }
}

function completeTitle({ credits, isGift }: Extract<ConfirmedCheckout, { ok: true }>, debtPaid: bigint): string {
  if (isGift && credits !== null) return "Your gift is ready.";
  return credits === null ? "Thank you." : creditsAreYours(credits, debtPaid);
}

type Completed = Pick<CheckoutOutcomeProps, "isTrial" | "debtPaid">;

function completeText(
  { kind, description, credits, isGift }: Extract<ConfirmedCheckout, { ok: true }>,
  { isTrial, debtPaid }: Completed,
) {
  const paid = credits !== null && debtPaid > 0n ? debtPaidSentence(credits, debtPaid) : null;
  if (kind === "subscription") {
    return [isTrial ? words.trial(description) : words.subscribed(description), paid].filter(Boolean).join(" ");
  }
  if (credits === null) return words.held;
  if (isGift) return words.gift;
  return paid ? `${paid} ${words.creditsNeverExpire}` : words.bought;
}
