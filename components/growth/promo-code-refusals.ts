import type { PromoRefusal } from "@/lib/billing/promo-codes/redeem-promo-code";
import { PROMO_ROWS } from "@/lib/refusals/promo-codes";
import { userSentence } from "@/lib/refusals/user-sentence";

/** Why a code gave no credits, for the person who typed it. */
export function promoSentence(refusal: PromoRefusal): string {
  return refusal.reason === "rate_limited"
    ? userSentence("too_many_promo_codes", refusal)
    : userSentence(PROMO_ROWS[refusal.reason]);
}
