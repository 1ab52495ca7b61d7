import { debitProblem } from "@/lib/api/endpoints/spending/refusals";
import { jsonInteger, NO_ROOM } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { REVERSIBLE_MS } from "@/lib/ledger/return-lots";
import type { ReverseResult } from "@/lib/ledger/reverse";

/** Why a spend could not be given back, as a problem. */
export function refundProblem(refusal: Extract<ReverseResult, { ok: false }>): Problem {
  switch (refusal.reason) {
    case "exceeds_spend": {
      const refundable = jsonInteger(refusal.reversible);
      return new Problem("exceeds_spend", `Of this spend ${refundable} credits can still be given back.`, {
        members: { refundable },
      });
    }
    case "not_a_spend":
      return new Problem("not_a_spend", "Only what was spent can be given back.");
    case "too_late":
      return new Problem(
        "refund_too_late",
        `A spend can be given back for ${REVERSIBLE_MS / 3_600_000} hours. Later an admin can adjust the balance.`,
      );
    case "balance_out_of_range":
      return new Problem(refusal.reason, NO_ROOM);
    case "unknown_entry":
      return new Problem("not_found", "There is no such spend.");
    default:
      return debitProblem(refusal);
  }
}
