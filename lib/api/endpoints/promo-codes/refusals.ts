import { NO_ROOM } from "@/lib/api/http/json";
import { Problem, rateLimited } from "@/lib/api/http/problems";
import type { PromoRefusal } from "@/lib/billing/promo-codes/redeem-promo-code";

/** Why a code gave no credits, as a problem. */
export function promoProblem(refusal: PromoRefusal): Problem {
  switch (refusal.reason) {
    case "unknown_code": {
      const message = "There is no such code.";
      return new Problem("unknown_promo_code", message, { errors: [{ field: "code", message }] });
    }
    case "archived":
      return new Problem("promo_code_over", "This code is taken no more.");
    case "expired":
      return new Problem("promo_code_over", "The time of this code is over.");
    case "used_up":
      return new Problem("promo_code_over", "This code was redeemed as often as it may be.");
    case "already_redeemed":
      return new Problem("promo_code_redeemed", "A code gives its credits once to each account.");
    case "email_not_verified":
      return new Problem("email_not_verified", "Codes work once the account's email address is verified.");
    case "balance_out_of_range":
      return new Problem(refusal.reason, NO_ROOM);
    case "rate_limited":
      return rateLimited(refusal.retryAfterSeconds);
  }
}
