import type { Database } from "@/lib/db";
import { type ReachedBudget, reachedBudgets } from "@/lib/ledger/budgets/reached-budgets";
import { announcedSince } from "@/lib/webhooks/announce/marks";
import { type NewMessage, recordMessages } from "@/lib/webhooks/record-messages";

/**
 * Announces caps that spends have used up, or nearly (90 %): once in each day, week or month, and for a rolling window again when it was spent from since.
 * As with credits, a debit writes nothing for it. Does nothing while no endpoint wants it.
 */
export async function announceBudgets({ sql, transaction }: Database, now: Date): Promise<void> {
  if (!(await announcedSince(sql, ["budget.reached"]))) return;
  const reached = await reachedBudgets(sql, now);
  await transaction((_db, within) =>
    recordMessages(
      within,
      reached.map((budget) => messageOf(budget, now)),
    ),
  );
}

function messageOf({ accountId, id, lastPartAt, ...facts }: ReachedBudget, now: Date): NewMessage {
  const sourceKey = `budget:${id}:${facts.limit}:${facts.target}:${lastPartAt.toISOString()}`;
  return { userId: accountId, type: "budget.reached", sourceKey, data: { budget: id, ...facts }, occurredAt: now };
}
