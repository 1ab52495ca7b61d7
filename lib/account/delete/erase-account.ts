import { erasePersonal } from "@/lib/account/delete/erase-personal";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { noteSubscriptionChange } from "@/lib/billing/note-subscription-change";
import { forgetOwnKeyUses } from "@/lib/billing/own-keys/queries";
import { noteFormerMailbox } from "@/lib/billing/refills/note-former-mailbox";
import { forgetRefused } from "@/lib/billing/refused-spends/queries";
import type { Database, Db, Sql } from "@/lib/db";
import { adjust } from "@/lib/ledger/adjust";
import { removeAllBudgets } from "@/lib/ledger/budgets/manage-budgets";
import { lastSeqOf } from "@/lib/ledger/changed-accounts";
import { unclosedHolds } from "@/lib/ledger/holds";
import { getBalance } from "@/lib/ledger/queries";
import { releaseHold } from "@/lib/ledger/release-hold";
import { refillsKey } from "@/lib/ledger/reserved-keys";
import { lockMarks, type Mark, moveMarks } from "@/lib/webhooks/announce/marks";
import { recordMessages } from "@/lib/webhooks/record-messages";

/**
 * Erases the person from an account in one transaction: an entry takes the credits to zero and says why, plans end, and
 * identifying data is removed. The ledger, payments and the audit log stay under the account's id. Throws while the
 * account still has a Stripe customer.
 */
export async function eraseAccount(database: Database, userId: string, now: Date): Promise<void> {
  await database.transaction(async (db, sql) => {
    // Before the user's row, as announcing does: it locks the marks, and then the users of the messages that it writes.
    const mark = (await lockMarks(sql, [userId])).get(userId);
    const [user] = await sql<{ customer: string | null; externalId: string | null }>`
      SELECT stripe_customer_id AS customer, external_id AS "externalId" FROM "user" WHERE id = ${userId}::uuid AND deleted_at IS NULL FOR UPDATE`;
    if (!user) return;
    // A purchase in progress when the account was closed may have created one since.
    if (user.customer) throw new Error(`Delete ${user.customer} in Stripe first.`);
    await noteFormerMailbox(db, userId, now);
    await endPlans(db, userId, now);
    // Before the credits, as resuming does: it locks what waits, and then the account.
    await forgetRefused(sql, userId);
    await forgetOwnKeyUses(sql, userId);
    await giveUpCredits(sql, userId, now);
    await erasePersonal(db, sql, userId, now);
    await endAnnouncements(sql, mark ?? { accountId: userId, seq: 0n, summedSeq: 0n, level: "NORMAL" });
    // The id by which other apps know them, so that they can delete what they have.
    const data = { account: { id: userId, externalId: user.externalId } };
    await recordMessages(sql, [{ userId, type: "customer.deleted", sourceKey: "deleted", data, occurredAt: now }]);
    const { requestedBy } = await db.accountDeletion.update({ where: { userId }, data: { finishedAt: now } });
    await recordSecurityEvent(db, { action: "account.deleted", userId, actorId: requestedBy }, new Date());
  });
}

/** Its entries count as announced and summed, since the messages that say so for each of them are removed. */
async function endAnnouncements(sql: Sql, mark: Mark): Promise<void> {
  const seq = await lastSeqOf(sql, mark.accountId);
  if (seq !== null) await moveMarks(sql, [{ ...mark, seq, summedSeq: seq, level: "NORMAL" }]);
}

/** Stripe ended its subscriptions with the customer, whether or not the webhook event arrived. */
async function endPlans(db: Db, userId: string, now: Date): Promise<void> {
  const over = { status: "CANCELED" as const, endedAt: now, nextRefillAt: null };
  const running = await db.subscription.findMany({ where: { userId, endedAt: null }, select: { id: true } });
  await db.subscription.updateMany({ where: { userId, endedAt: null }, data: over });
  for (const { id } of running) await noteSubscriptionChange(db, id, now);
  await db.subscription.updateMany({ where: { userId }, data: { nextRefillAt: null } });
  await db.dormancy.updateMany({ where: { userId, endedAt: null }, data: { endedAt: now, refills: [] } });
}

/** Credits frozen by an open dispute stay frozen until the bank decides. */
async function giveUpCredits(sql: Sql, userId: string, now: Date): Promise<void> {
  const accountId = userId;
  await removeAllBudgets(sql, accountId, now);
  for (const holdId of await unclosedHolds(sql, accountId)) await releaseHold(sql, { accountId, holdId }, now);
  const available = (await getBalance(sql, accountId, now))?.available ?? 0n;
  if (available <= 0n) return;
  const given = await adjust(
    sql,
    {
      accountId,
      amount: -available,
      reason: "Forfeited when the account was deleted",
      actor: "system",
      // Fixed, or a user who has spent under this key could never be erased.
      idempotencyKey: refillsKey("account-deleted"),
    },
    now,
  );
  if (!given.ok) throw new Error(`The credits of account ${accountId} could not be forfeited: ${given.reason}.`);
}
