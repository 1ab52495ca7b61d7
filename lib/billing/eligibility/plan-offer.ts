import { mustVerifyForTrial } from "@/lib/billing/eligibility/free-credits";
import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import type { SubscriptionView } from "@/lib/billing/types";
import type { Db } from "@/lib/db";

/** What a user can do with a plan on sale. A subscriber changes their plan instead of buying another. */
export type PlanOffer = { state: "has_plan" } | { state: "verify_first" } | { state: "open"; withTrial: boolean };

/** How a plan is sold to a user whose current subscription is given; one without a price does not stand in the way. */
export async function planOffer(
  db: Db,
  userId: string,
  { plan, subscription }: { plan: { trialDays: number }; subscription: Pick<SubscriptionView, "price"> | null },
): Promise<PlanOffer> {
  if (subscription?.price) return { state: "has_plan" };
  if (await mustVerifyForTrial(db, userId, plan)) return { state: "verify_first" };
  return { state: "open", withTrial: plan.trialDays > 0 && (await mayHaveTrial(db, userId)) };
}
