import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";

export type CancelFacts = {
  plan: string;
  /** The end of the paid period. */
  periodEnd: Date | null;
  /** It is a trial: nothing was paid. */
  isTrial: boolean;
  planCredits: number;
  otherCredits: number;
  canEndNow: boolean;
  /** The plan that takes over; null without one. */
  freePlan: string | null;
};

export type When = "period_end" | "now";

/** What canceling a plan does, at the end of its period or now. */
export function CancelEffect({
  when,
  plan,
  periodEnd,
  isTrial,
  planCredits,
  otherCredits,
  freePlan,
}: Omit<CancelFacts, "canEndNow"> & { when: When }) {
  const credits = planCredits > 0 ? `Your ${creditsText(planCredits)} from the plan` : "The plan's credits";
  return (
    <ul className="grid list-disc gap-1.5 pl-5">
      {when === "now" ? (
        <>
          <li>
            {plan} ends immediately. {isTrial ? NOTHING : "The rest of the period you paid for is not refunded."}
          </li>
          <li>{credits} expire immediately. This cannot be undone.</li>
        </>
      ) : (
        <>
          <li>
            {plan} stays active until {periodEnd ? <DateTime at={periodEnd} show="day" /> : "the end of the period"},
            then it ends. {isTrial ? NOTHING : "You are not charged again."}
          </li>
          <li>{credits} can be spent until then, and expire with it. You can resume the plan until that day.</li>
        </>
      )}
      <li>
        {otherCredits > 0
          ? `You keep your ${creditsText(otherCredits)} from packs and promotions.`
          : "You keep all credits from packs."}
      </li>
      <li>After that you {freePlan ? `are on the ${freePlan} plan` : "have no plan"}.</li>
    </ul>
  );
}

const NOTHING = "Nothing is charged.";
