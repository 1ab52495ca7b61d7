import { billingProblem } from "@/lib/api/http/billing-problem";
import { type Problem, problem } from "@/lib/api/http/problems";
import { isDatabaseAway } from "@/lib/database-away";
import { refusalOf } from "@/lib/stripe/refusals";

/**
 * The problem to answer with if the database or Stripe is unavailable, or if Stripe refused a request outside of a verb
 * that handles refusals; null for any other error, which is a bug.
 */
export function outage(error: unknown): Problem | null {
  const refusal = refusalOf(error);
  if (refusal) return billingProblem(refusal);
  return isDatabaseAway(error) ? problem("database_unavailable") : null;
}
