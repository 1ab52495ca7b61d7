import { type Problem, problem } from "@/lib/api/http/problems";
import type { PromoRefusal } from "@/lib/billing/promo-codes/redeem-promo-code";
import { PROMO_ROWS } from "@/lib/refusals/promo-codes";

/** Why a code gave no credits, as a problem. */
export function promoProblem(refusal: PromoRefusal): Problem {
  return refusal.reason === "rate_limited"
    ? problem("too_many_promo_codes", refusal)
    : problem(PROMO_ROWS[refusal.reason]);
}
