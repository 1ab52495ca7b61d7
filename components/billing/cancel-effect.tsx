import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";

export type CancelFacts = {
  plan: string;
  /** The end of the paid period. */
  periodEnd: Date | null;
  /** Its last payment failed: the period is unpaid. */
  isOverdue: boolean;
  /** When the plan's credits expire; null without any, and where they stay. */
  planCreditsEnd: string | null;
  /** It is a trial: nothing was paid. */
  isTrial: boolean;
  planCredits: number;
  otherCredits: number;
  canEndNow: boolean;
  /** The plan that takes over; null without one. */
  freePlan: string | null;
  /** The plan of a scheduled change; null without one. */
  scheduledPlan: string | null;
};

export type When = "period_end" | "now";

type CancelEffectProps = Omit<CancelFacts, "canEndNow"> & { when: When };

/** What canceling a plan does, at the end of its period or now. */
export function CancelEffect(facts: CancelEffectProps) {
  const { when, plan, periodEnd, otherCredits, freePlan, scheduledPlan } = facts;
  return (
    <ul className="grid list-disc gap-1.5 pl-5">
      <li>
        {when === "now" ? (
          `${plan} ends immediately.`
        ) : (
          <>
            {plan} stays active until {periodEnd ? <DateTime at={periodEnd} show="day" /> : "the end of the period"},
            then it ends.
          </>
        )}{" "}
        {chargeOf(facts)}
      </li>
      <li>
        <PlanCredits {...facts} />
      </li>
      <li>
        {otherCredits > 0
          ? `You keep your ${creditsText(otherCredits)} from packs and promotions.`
          : "You keep all credits from packs."}
      </li>
      {scheduledPlan ? <li>The scheduled change to {scheduledPlan} is canceled too.</li> : null}
      <li>After that you {freePlan ? `are on the ${freePlan} plan` : "have no plan"}.</li>
    </ul>
  );
}

function chargeOf({ when, isTrial, isOverdue }: CancelEffectProps): string {
  if (isTrial) return "Nothing is charged.";
  if (isOverdue)
    return when === "now" ? "It does not renew." : "It does not renew, but its failed payment is still due.";
  return when === "now" ? "The rest of the period you paid for is not refunded." : "You are not charged again.";
}

/** Those of an unpaid period are gone before it ends. */
function PlanCredits({ when, planCredits, planCreditsEnd, isOverdue }: CancelEffectProps) {
  const credits = planCredits > 0 ? `Your ${creditsText(planCredits)} from the plan` : "The plan's credits";
  if (when === "now") return `${credits} expire immediately. This cannot be undone.`;
  if (!isOverdue) {
    return `${credits} can be spent until then, and expire with it. You can resume the plan until that day.`;
  }
  if (planCredits === 0 || !planCreditsEnd) return "You get this period's credits only when you pay.";
  return (
    <>
      {credits} expire on <DateTime at={planCreditsEnd} show="day" /> unless you pay. You can resume the plan until it
      ends.
    </>
  );
}
