import { debitProblem } from "@/lib/api/endpoints/spending/refusals";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import type { CaptureResult } from "@/lib/ledger/capture-hold";
import type { ExtendHoldResult } from "@/lib/ledger/extend-hold";
import type { Overloaded } from "@/lib/ledger/open-spend-queue";
import type { PlaceHoldResult } from "@/lib/ledger/place-hold";
import type { ReleaseResult } from "@/lib/ledger/release-hold";

type Refusal = Extract<PlaceHoldResult | ExtendHoldResult | CaptureResult | ReleaseResult | Overloaded, { ok: false }>;

/** Why a hold was not placed, captured or released, as a problem; `sizeField` is the field that gave the size. */
export function holdProblem(refusal: Refusal, sizeField: "amount" | "quantity" | "items" = "amount"): Problem {
  switch (refusal.reason) {
    case "invalid_expiry":
      return invalidFields([{ field: "expiresInSeconds", message: refusal.detail }]);
    case "exceeds_capture_limit": {
      const message = `At most ${jsonInteger(refusal.limit)} credits can be captured from this hold.`;
      return invalidFields([{ field: sizeField, message }]);
    }
    case "hold_not_open":
      return problem("hold_not_open", { holdStatus: refusal.status });
    case "unknown_hold":
      return problem("unknown_hold");
    default:
      return debitProblem(refusal);
  }
}
