import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { hasReturns, settleLot } from "@/lib/billing/refunds/settle-money-back";
import { lotKeys } from "@/lib/billing/source-keys";
import type { Db, Sql } from "@/lib/db";
import { expireDue } from "@/lib/ledger/expire-due";
import { lockAccount } from "@/lib/ledger/lock-account";
import { clawBacks } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { findLotBySource } from "@/lib/ledger/queries";

/**
 * Makes the referrer's reward follow what was given back of the payment that brought it, in the same proportion: nobody
 * earns by a friend's money that went back. The referred user's own reward is a lot of that payment, and settled with
 * it. The referrer came before whom they referred, so locking one's account after the other's never closes a circle.
 */
export async function settleReferralMoneyBack(db: Db, sql: Sql, paymentId: string, now: Date): Promise<void> {
  const referral = await db.referral.findUnique({
    where: { paymentId },
    include: { payment: { include: WITH_RETURNS } },
  });
  const payment = referral?.payment;
  if (!payment || !hasReturns(payment)) return;
  const accountId = await openAccount(sql, referral.referrerId, now);
  await lockAccount(sql, accountId);
  await expireDue(sql, accountId, now);
  const lot = await findLotBySource(sql, accountId, lotKeys.referral(referral.id, "referrer"));
  if (!lot) return;
  await settleLot(sql, { accountId, payment, lot, entries: await clawBacks(sql, accountId), ended: 0n, lost: 0n }, now);
}
