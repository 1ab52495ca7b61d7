import type { BillingActions, Refused } from "@/components/billing/billing-actions";
import { CardButton } from "@/components/billing/card-button";
import { PlanStep } from "@/components/billing/plan-step";
import { LinkButton } from "@/components/ui/button";

type ChangeRefusedProps = { refusal: Refused; actions: BillingActions };

/** Why the plan was not changed, and what to do next. */
export function ChangeRefused({ refusal: { reason, sentence }, actions }: ChangeRefusedProps) {
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert" className="text-danger">
        {sentence}
      </p>
      {reason === "card_declined" ? <p>Your plan and your credits have not changed.</p> : null}
      <WayOn reason={reason} actions={actions} />
    </div>
  );
}

function WayOn({ reason, actions }: { reason: Refused["reason"]; actions: BillingActions }) {
  switch (reason) {
    case "card_declined":
    case "no_saved_card":
    case "unknown_payment_method":
    case "payment_overdue":
      return (
        <CardButton actions={actions} size="small">
          Use another card
        </CardButton>
      );
    case "cancellation_scheduled":
      return (
        <PlanStep actions={actions} step="resume" size="small">
          Resume the plan
        </PlanStep>
      );
    case "not_subscribed":
      return (
        <LinkButton href="/pricing" size="small">
          See plans
        </LinkButton>
      );
    case "already_subscribed":
      return (
        <LinkButton href="/billing" size="small">
          See billing
        </LinkButton>
      );
    default:
      return null;
  }
}
