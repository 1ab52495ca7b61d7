import type { PromoRefusal } from "@/lib/billing/promo-codes/redeem-promo-code";

/** Why a code gave no credits, for the one who typed it. */
export function promoSentence(refusal: PromoRefusal): string {
  switch (refusal.reason) {
    case "unknown_code":
      return "There is no such code. Check the spelling.";
    case "archived":
      return "This code is taken no more.";
    case "expired":
      return "The time of this code is over.";
    case "used_up":
      return "This code was redeemed as often as it may be.";
    case "already_redeemed":
      return "You have had this code's credits already.";
    case "email_not_verified":
      return "Verify your email address first, then redeem the code.";
    case "balance_out_of_range":
      return "Your balance is as large as it can be. Spend some credits first, then redeem the code.";
    case "rate_limited": {
      const minutes = Math.ceil(refusal.retryAfterSeconds / 60);
      return `Too many codes that came to nothing. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
    }
  }
}
