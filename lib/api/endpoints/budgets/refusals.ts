import type { Caller } from "@/lib/api/http/caller";
import { type Problem, problem } from "@/lib/api/http/problems";
import type { Db } from "@/lib/db";
import type { Budget } from "@/lib/ledger/budgets/budget";

/** Why the caller can neither change nor delete a budget; null if they can. A key does not lift what caps it. */
export function whyFixed({ ofPlan, scope, target }: Budget, { key }: Pick<Caller, "key">): Problem | null {
  if (ofPlan) return problem("budget_of_plan");
  const capsCaller = key !== null && scope === "KEY" && (target === null || target === key.id);
  return capsCaller ? problem("budget_of_this_key") : null;
}

/** Whether one of the users has such a key, which is not revoked. */
export async function hasKey(db: Db, id: string, userIds: readonly string[]): Promise<boolean> {
  const where = { id, userId: { in: [...userIds] }, revokedAt: null };
  return (await db.apiKey.findFirst({ where, select: { id: true } })) !== null;
}
