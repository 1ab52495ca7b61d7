import type { PromoRefusal } from "@/lib/billing/promo-codes/redeem-promo-code";

/** Why a promo code was refused, for the user. */
export function promoSentence(refusal: PromoRefusal): string {
  switch (refusal.reason) {
    case "unknown_code":
      return "This code does not exist. Check the spelling.";
    case "archived":
      return "This code is no longer valid.";
    case "expired":
      return "This code has expired.";
    case "used_up":
      return "This code has reached its redemption limit.";
    case "already_redeemed":
      return "You have already redeemed this code.";
    case "email_not_verified":
      return "Verify your email address first, then redeem the code.";
    case "balance_out_of_range":
      return "Your balance has reached its maximum. Spend some credits first, then redeem the code.";
    case "rate_limited": {
      const minutes = Math.ceil(refusal.retryAfterSeconds / 60);
      return `Too many invalid codes. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
    }
  }
}
