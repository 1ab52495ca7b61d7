import type { CreditAdjustmentResult } from "@/lib/account/adjust-credits";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import { noSuchAccount } from "@/lib/api/http/target-account";

/** Why credits were not adjusted, as a problem. */
export function adjustmentProblem(refusal: Extract<CreditAdjustmentResult, { ok: false }>): Problem {
  switch (refusal.reason) {
    case "insufficient_credits":
      return problem("insufficient_credits", {
        required: jsonInteger(refusal.required),
        available: jsonInteger(refusal.available),
      });
    case "adjustment_unconfirmed":
      return problem("adjustment_unconfirmed", { limit: jsonInteger(refusal.limit) });
    case "invalid_amount":
      return invalidFields([{ field: "amount", message: refusal.detail }]);
    case "unknown_user":
      return noSuchAccount();
    case "missing_actor":
      throw new Error("An adjustment has no actor.");
    default:
      return problem(refusal.reason);
  }
}
