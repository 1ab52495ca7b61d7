import type { BudgetScope, BudgetTerms, BudgetWindow } from "@/lib/ledger/budgets/budget";

/** A cap does not allow a spend, a hold, or more than a hold. Nothing was done. */
export type BudgetExceeded = {
  ok: false;
  reason: "budget_exceeded";
  required: bigint;
  /** The most that all caps together allow now; of a hold, with what it holds. */
  available: bigint;
  /** The cap; `target` is the key, subject or run that reached it, and empty for all of an account. */
  budget: BudgetTerms & { id: string; target: string; used: bigint; ofPlan: boolean };
  /** When the same request fits, if nothing else is spent or held until then and holds end at the latest. Null: it is larger than the cap. */
  freesAt: Date | null;
};

/** What ledger_budget_refusal returns. */
export type BudgetRefusal = {
  id: string;
  scope: BudgetScope;
  target: string;
  window: BudgetWindow;
  seconds: number | null;
  limit: string;
  used: string;
  ofPlan: boolean;
  /** What all caps together allow now. */
  left: string;
  freesAt: string | null;
};

/** The refusal of a request for `required` credits, of which a hold has `held`. */
export function toBudgetExceeded(refusal: BudgetRefusal, required: bigint, held = 0n): BudgetExceeded {
  const { id, scope, target, window, seconds, ofPlan, freesAt } = refusal;
  const [limit, used] = [BigInt(refusal.limit), BigInt(refusal.used)];
  return {
    ok: false,
    reason: "budget_exceeded",
    required,
    available: held + BigInt(refusal.left),
    budget: { id, scope, target, window, seconds, limit, used, ofPlan },
    freesAt: freesAt === null ? null : new Date(freesAt),
  };
}
