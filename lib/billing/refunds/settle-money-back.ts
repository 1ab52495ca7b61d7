import { changesOfLots } from "@/lib/billing/refunds/changes-of-lots";
import { giveBack } from "@/lib/billing/refunds/give-back";
import { creditsReturned, WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { entryKeys } from "@/lib/billing/source-keys";
import { type Db, prismaSql, type Sql } from "@/lib/db";
import type { CreditNote, Dispute, Payment, Refund } from "@/lib/generated/prisma/client";
import { clawBack } from "@/lib/ledger/claw-back";
import { entriesFor, takenBy } from "@/lib/ledger/claw-back-cause";
import { expireDue } from "@/lib/ledger/expire-due";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { lockAccount } from "@/lib/ledger/lock-account";
import { clawBacks, endedOfLots, lotsOfPayment } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import type { Entry, Lot } from "@/lib/ledger/types";

type Returned = Payment & { refunds: Refund[]; disputes: Dispute[]; creditNotes: CreditNote[] };

/** Credits taken now (negative: restored), and credits that the payment's lots still have. */
export type SettledMoneyBack = { taken: bigint; remaining: bigint };

/**
 * Updates the ledger to what was returned of a payment, whatever was done before: takes credits from its lots in
 * proportion, restores them when less was returned than it seemed, and freezes them while a dispute is open. Credits
 * already spent become debt. Called when money moves and when a lot of the payment is granted. `holderId` is the user whose lots
 * to settle, by default the one who paid: who redeemed a gift has the others. The caller holds that user's lock.
 */
export async function settleMoneyBack(
  db: Db,
  sql: Sql,
  paymentId: string,
  now: Date,
  holderId?: string,
): Promise<SettledMoneyBack> {
  const payment = await db.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: WITH_RETURNS,
  });
  if (!hasReturns(payment)) return { taken: 0n, remaining: 0n };
  const accountId = await openAccount(sql, holderId ?? payment.userId, now);
  await lockAccount(sql, accountId);
  await expireDue(sql, accountId, now);

  const lots = await lotsOfPayment(sql, accountId, paymentId);
  const ended = await endedOfLots(
    sql,
    accountId,
    lots.map(({ id }) => id),
  );
  const entries = await clawBacks(sql, accountId);
  const changes = await changesOfLots(db, sql, { accountId, lots, entries });
  let taken = 0n;
  for (const lot of lots) {
    const unused = ended.get(lot.id) ?? 0n;
    const ofChanges = changes.get(lot.id) ?? { taken: 0n, unused: 0n };
    const left = { ended: unused - ofChanges.unused, lost: unused + ofChanges.taken };
    taken += await settleLot(sql, { accountId, payment, lot, entries, ...left }, now);
  }

  if (payment.disputes.some(({ status }) => status === "OPEN")) await freezeLots(sql, accountId, paymentId, now);
  else if (lots.some(({ frozenAt }) => frozenAt !== null)) await unfreezeLots(sql, accountId, paymentId, now);
  const after = await lotsOfPayment(sql, accountId, paymentId);
  return { taken, remaining: after.reduce((sum, lot) => sum + lot.remaining, 0n) };
}

/** The same for each of the payments that has something returned. The caller holds the user's lock. */
export async function settleAllMoneyBack(db: Db, sql: Sql, paymentIds: readonly string[], now: Date): Promise<void> {
  for (const id of await returnedPayments(db, paymentIds)) await settleMoneyBack(db, sql, id, now);
}

/** Those of the payments that have something refunded, credited or disputed, oldest first. */
export async function returnedPayments(db: Db, paymentIds: readonly string[]): Promise<string[]> {
  if (paymentIds.length === 0) return [];
  const returned = await prismaSql(db)<{ id: string }>`
    SELECT id::text FROM payment
    WHERE id = ANY (${paymentIds}::uuid[]) AND (
      EXISTS (SELECT FROM refund WHERE payment_id = payment.id)
      OR EXISTS (SELECT FROM dispute WHERE payment_id = payment.id)
      OR EXISTS (SELECT FROM credit_note WHERE payment_id = payment.id)
    )
    ORDER BY created_at`;
  return returned.map(({ id }) => id);
}

/** Whether anything was ever refunded, credited or disputed of a payment. */
export function hasReturns({ refunds, disputes, creditNotes }: Returned): boolean {
  return refunds.length + disputes.length + creditNotes.length > 0;
}

export type LotToSettle = {
  accountId: string;
  payment: Returned;
  lot: Lot;
  entries: Entry[];
  /** Credits that expired or were reset unused, less those that plan changes have returned. */
  ended: bigint;
  /** All that expired or was reset unused, plus what plan changes have taken: no more can be taken than is left. */
  lost: bigint;
};

/** Takes what is due from a lot, or restores it; returns how much. The caller holds the account's lock. */
export async function settleLot(
  sql: Sql,
  { accountId, payment, lot, entries, ended, lost }: LotToSettle,
  now: Date,
): Promise<bigint> {
  const cause = { kind: "MONEY_BACK", lotId: lot.id } as const;
  const before = entriesFor(cause, entries);
  const clawed = takenBy(before);
  const sourceKey = entryKeys.moneyBack(lot.id, before.length);
  const share = creditsReturned(payment, lot.amount);
  // Credits that expired unused went with their time: they are not owed as well.
  const rest = lot.amount - lost;
  const owed = share - ended > rest ? rest : share - ended;
  const due = owed > 0n ? owed : 0n;
  if (clawed < due) {
    const amount = due - clawed;
    const description = `${reasonOf(payment)}: ${lot.description}`;
    const of = { paymentId: payment.id, lotIds: [lot.id], cause };
    await clawBack(sql, { accountId, amount, sourceKey, ...of, description, actor: "system" }, now);
    return amount;
  }
  const description = `Restored: ${lot.description}`;
  const back = { accountId, entries: before, amount: clawed - share, nextKey: sourceKey, description };
  return -(await giveBack(sql, back, now));
}

function reasonOf({ disputes, refunds }: Returned): string {
  if (disputes.some(({ status }) => status === "LOST")) return "Payment reversed";
  return refunds.length > 0 ? "Refund" : "Credit note";
}
