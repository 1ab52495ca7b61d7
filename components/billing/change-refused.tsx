import type { ComponentProps, ReactNode } from "react";
import type { BillingActions, Refused } from "@/components/billing/billing-actions";
import { CardButton } from "@/components/billing/card-button";
import { PlanStep } from "@/components/billing/plan-step";
import { LinkButton } from "@/components/ui/button";

type Size = ComponentProps<typeof LinkButton>["size"];
type ChangeRefusedProps = {
  refusal: Refused;
  actions: BillingActions;
  size?: Size;
  /** Another way on, beside the one that the reason has. */
  children?: ReactNode;
};

/** Reasons that are no failure: the account is in a state that this change does not fit. */
const STATES: ReadonlySet<Refused["reason"]> = new Set([
  "already_subscribed",
  "cancellation_scheduled",
  "not_subscribed",
  "same_price",
]);

/** Why the plan was not changed, and what to do next. */
export function ChangeRefused({
  refusal: { reason, sentence },
  actions,
  size = "small",
  children,
}: ChangeRefusedProps) {
  return (
    <div className="grid justify-items-start gap-3">
      <p role="alert" className={STATES.has(reason) ? "text-ink" : "text-danger"}>
        {sentence}
      </p>
      {reason === "card_declined" ? <p>Your plan and your credits have not changed.</p> : null}
      <div className="flex flex-wrap gap-2 empty:hidden">
        <WayOn reason={reason} actions={actions} size={size} />
        {children}
      </div>
    </div>
  );
}

type WayOnProps = { reason: Refused["reason"]; actions: BillingActions; size: Size };

function WayOn({ reason, actions, size }: WayOnProps) {
  switch (reason) {
    case "card_declined":
    case "no_saved_card":
    case "unknown_payment_method":
    case "payment_overdue":
      return (
        <CardButton actions={actions} size={size}>
          Use another card
        </CardButton>
      );
    case "cancellation_scheduled":
      return (
        <PlanStep actions={actions} step="resume" size={size}>
          Resume the plan
        </PlanStep>
      );
    case "not_subscribed":
      return (
        <LinkButton href="/pricing" size={size}>
          See plans
        </LinkButton>
      );
    case "already_subscribed":
      return (
        <LinkButton href="/billing" size={size}>
          See billing
        </LinkButton>
      );
    default:
      return null;
  }
}
