import { type Problem, problem } from "@/lib/api/http/problems";
import type { BillingRefusal } from "@/lib/billing/types";

/** Why a purchase or a change of plan was not made, as a problem. */
export function billingProblem(refusal: BillingRefusal): Problem {
  switch (refusal.reason) {
    case "trial_refused":
      return problem(refusal.why === "claimed_before" ? "trial_refused" : "trial_needs_card");
    case "card_declined":
      return problem("card_declined", { sentence: refusal.sentence, payment: refusal.paymentId ?? undefined });
    case "unknown_payment_method":
      return problem(refusal.reason, refusal);
    case "cap_below_pack":
      return problem(refusal.reason, refusal);
    case "too_many_purchases":
    case "change_in_progress":
      return problem(refusal.reason, refusal);
    default:
      return problem(refusal.reason);
  }
}
