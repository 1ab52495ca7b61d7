import { debitProblem } from "@/lib/api/endpoints/spending/refusals";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, Problem } from "@/lib/api/http/problems";
import type { CaptureResult } from "@/lib/ledger/capture-hold";
import type { PlaceHoldResult } from "@/lib/ledger/place-hold";
import type { ReleaseResult } from "@/lib/ledger/release-hold";
import type { Overloaded } from "@/lib/ledger/spend-queue";

type Refusal = Extract<PlaceHoldResult | CaptureResult | ReleaseResult | Overloaded, { ok: false }>;

/** Why a hold could not be placed, captured or released, as a problem; `sizeField` is what said how much. */
export function holdProblem(refusal: Refusal, sizeField: "amount" | "quantity" = "amount"): Problem {
  switch (refusal.reason) {
    case "invalid_expiry":
      return invalidFields([{ field: "expiresInSeconds", message: refusal.detail }]);
    case "exceeds_capture_limit": {
      const message = `This hold takes a capture of at most ${jsonInteger(refusal.limit)} credits.`;
      return invalidFields([{ field: sizeField, message }]);
    }
    case "hold_not_open": {
      const holdStatus = refusal.status;
      return new Problem("hold_not_open", `This hold is ${holdStatus.toLowerCase()}.`, { members: { holdStatus } });
    }
    case "unknown_hold":
      return noSuchHold();
    default:
      return debitProblem(refusal);
  }
}

export function noSuchHold(): Problem {
  return new Problem("not_found", "There is no such hold.");
}
