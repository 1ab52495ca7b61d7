import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, Problem } from "@/lib/api/http/problems";
import type { DebitResult } from "@/lib/ledger/debit";
import type { Overloaded } from "@/lib/ledger/spend-queue";

type DebitRefusal = Extract<DebitResult | Overloaded, { ok: false }>;

/** Why credits could not be spent, as a problem. */
export function debitProblem(refusal: DebitRefusal): Problem {
  switch (refusal.reason) {
    case "insufficient_credits": {
      const required = jsonInteger(refusal.required);
      const available = jsonInteger(refusal.available);
      const detail = `This takes ${required} credits and ${available} are available.`;
      return new Problem("insufficient_credits", detail, { members: { required, available } });
    }
    case "idempotency_key_reused":
      return new Problem("idempotency_key_reused", "Use a new key for a new request, or send the first request again.");
    case "invalid_amount":
      return invalidFields([{ field: "amount", message: refusal.detail }]);
    case "overloaded":
      return new Problem(
        "overloaded",
        "Nothing was taken. Send it again, with the same idempotency key, a little later.",
        {
          headers: { "retry-after": String(refusal.retryAfterSeconds) },
        },
      );
    case "unknown_account":
      return new Problem("not_found", "There is no such account.");
  }
}
