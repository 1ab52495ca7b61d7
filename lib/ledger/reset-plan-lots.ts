import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

export type ResetRequest = {
  accountId: string;
  /** Only lots of this subscription; by default all plan lots. */
  subscriptionId?: string;
  /** How many plan credits to keep, newest lots first; none by default. */
  keepCredits?: bigint;
  /** Lots that this subscription got since then for an earlier window are kept whole: they were paid late. */
  keepSince?: { subscriptionId: string; at: Date };
  description?: string;
  /** Who caused it: user:<id>, key:<id>, system, admin:<id>. */
  actor: string;
};

export type ResetResult =
  | { status: "reset" /** Credits that ended. */; ended: bigint; entry: Entry }
  | { status: "nothing_to_end" };

/**
 * Resets what remains of PLAN lots beyond `keepCredits`, oldest lots first, in one RESET entry. Held credits and frozen
 * lots stay and do not count against `keepCredits`. Held credits that exceed it together with the free ones end as soon as
 * their hold does, unless a capture takes them. Other kinds of lots are never touched. Throws for an unknown account.
 */
export async function resetPlanLots(sql: Sql, request: ResetRequest, now: Date): Promise<ResetResult> {
  const keep = request.keepCredits ?? 0n;
  if (keep < 0n) throw new RangeError(`A reset cannot keep ${keep} credits.`);
  const [row] = await sql<EntryRow>`
    SELECT *
    FROM ledger_reset(
      ${request.accountId}::uuid,
      ${request.subscriptionId ?? null}::uuid,
      ${keep}::bigint,
      ${request.keepSince?.subscriptionId ?? null}::uuid,
      ${request.keepSince?.at ?? null}::timestamptz,
      ${request.description ?? ""}::text,
      ${request.actor}::text,
      ${now}::timestamptz
    )`;
  if (!row) return { status: "nothing_to_end" };
  await announceChanged(sql, [request.accountId]);
  return { status: "reset", ended: -row.amount, entry: toEntry(row) };
}
