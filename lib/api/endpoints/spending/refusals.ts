import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem, problem } from "@/lib/api/http/problems";
import { isoTimeOrNull } from "@/lib/api/http/schemas";
import type { BudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import type { DebitResult } from "@/lib/ledger/debit";
import type { Overloaded } from "@/lib/ledger/open-spend-queue";
import { REVERSIBLE_MS } from "@/lib/ledger/return-lots";
import type { ReverseResult } from "@/lib/ledger/reverse";
import { HOUR_MS } from "@/lib/time";

/** Why credits were not spent, as a problem. */
export function debitProblem(refusal: Extract<DebitResult | Overloaded, { ok: false }>): Problem {
  switch (refusal.reason) {
    case "insufficient_credits":
      return problem("insufficient_credits", {
        required: jsonInteger(refusal.required),
        available: jsonInteger(refusal.available),
      });
    case "budget_exceeded":
      return problem("budget_exceeded", {
        required: jsonInteger(refusal.required),
        available: jsonInteger(refusal.available),
        ...budgetFacts(refusal),
      });
    case "invalid_amount":
      return invalidFields([{ field: "amount", message: refusal.detail }]);
    case "overloaded":
      return problem("overloaded", refusal);
    default:
      return problem(refusal.reason);
  }
}

/** The cap that does not allow a spend, and when it does. */
export function budgetFacts({ budget, freesAt }: BudgetExceeded) {
  return {
    budget: {
      ...budget,
      target: budget.scope === "ACCOUNT" ? null : budget.target,
      limit: jsonInteger(budget.limit),
      used: jsonInteger(budget.used),
    },
    freesAt: isoTimeOrNull(freesAt),
  };
}

/** Why a spend was not refunded, as a problem. */
export function refundProblem(refusal: Extract<ReverseResult, { ok: false }>): Problem {
  switch (refusal.reason) {
    case "exceeds_spend":
      return problem("exceeds_spend", { refundable: jsonInteger(refusal.reversible) });
    case "too_late":
      return problem("refund_too_late", { hours: REVERSIBLE_MS / HOUR_MS });
    case "unknown_entry":
      return problem("unknown_spend");
    case "not_a_spend":
    case "balance_out_of_range":
      return problem(refusal.reason);
    default:
      return debitProblem(refusal);
  }
}
