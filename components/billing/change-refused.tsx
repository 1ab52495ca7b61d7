import type { Refused } from "@/app/(account)/billing/plan-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { PlanStep } from "@/components/billing/plan-step";
import { LinkButton } from "@/components/ui/button";

/** Why the plan was not changed, and what to do next. */
export function ChangeRefused({ refusal: { reason, sentence } }: { refusal: Refused }) {
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert" className="text-danger">
        {sentence}
      </p>
      {reason === "card_declined" ? <p>Your plan and your credits have not changed.</p> : null}
      <WayOn reason={reason} />
    </div>
  );
}

function WayOn({ reason }: { reason: Refused["reason"] }) {
  switch (reason) {
    case "card_declined":
    case "no_saved_card":
    case "unknown_payment_method":
    case "payment_overdue":
      return (
        <BillingForm action="card" size="small">
          Use another card
        </BillingForm>
      );
    case "cancellation_scheduled":
      return (
        <PlanStep step="resume" size="small">
          Resume the plan
        </PlanStep>
      );
    case "not_subscribed":
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
