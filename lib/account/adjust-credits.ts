import { type Actor, audit } from "@/lib/audit";
import { refillIfDormant } from "@/lib/billing/refills/dormancy/end-dormancy";
import type { Database } from "@/lib/db";
import type { Actor as LedgerActor } from "@/lib/ledger/actor";
import { type AdjustResult, adjust } from "@/lib/ledger/adjust";
import { openAccount } from "@/lib/ledger/open-account";

export type CreditAdjustment = {
  userId: string;
  /** Credits to add or, if negative, to take. */
  amount: bigint;
  /** The amount, typed again; needed above the limit. */
  confirmAmount?: bigint | null;
  /** The most credits that need no confirmation (ADMIN_ADJUSTMENT_LIMIT). */
  limit: bigint;
  /** What to do when more is taken than is available; refused by default. */
  beyondAvailable?: "refuse" | "owe";
  /** When added credits expire; never by default. */
  expiresAt?: Date | null;
  idempotencyKey?: string | null;
  /** Shown in the user's history and in the audit log. */
  reason: string;
};

export type CreditAdjustmentResult =
  | AdjustResult
  | { ok: false; reason: "adjustment_unconfirmed"; limit: bigint }
  /** There is no such user, or the account was deleted. */
  | { ok: false; reason: "unknown_user" };

/**
 * Adds credits to a user's account or takes them, by an admin. The entry and its record in the audit log commit together.
 * Large amounts have to be confirmed. A repeated idempotency key returns the first entry and records nothing.
 */
export async function adjustCredits(
  database: Database,
  actor: Actor,
  { userId, amount, confirmAmount, limit, ...request }: CreditAdjustment,
  now: Date,
): Promise<CreditAdjustmentResult> {
  const size = amount < 0n ? -amount : amount;
  if (size > limit && confirmAmount !== amount) return { ok: false, reason: "adjustment_unconfirmed", limit };
  return database.transaction<CreditAdjustmentResult>(async (db, sql) => {
    // Locked, so that an account cannot be deleted before the credits are there.
    const [user] = await sql`
      SELECT id FROM "user" WHERE id = ${userId}::uuid AND deleted_at IS NULL FOR NO KEY UPDATE`;
    if (!user) return { ok: false, reason: "unknown_user" };
    await refillIfDormant({ db, sql }, userId, now);
    const accountId = await openAccount(sql, userId, now);
    const reason = request.reason.trim();
    const result = await adjust(sql, { ...request, reason, accountId, amount, actor: ledgerActor(actor) }, now);
    if (!result.ok || result.replayed) return result;
    const { balanceBefore, balanceAfter, seq } = result.entry;
    const expiresAt = request.expiresAt ?? null;
    const target = { action: "credits.adjusted", targetType: "user", targetId: userId, reason };
    const change = { before: { balance: balanceBefore }, after: { balance: balanceAfter, amount, expiresAt, seq } };
    await audit(db, actor, { ...target, ...change }, now);
    return result;
  });
}

function ledgerActor({ userId, apiKeyId }: Actor): LedgerActor {
  if (apiKeyId) return `key:${apiKeyId}`;
  return userId === null ? "system" : `admin:${userId}`;
}
