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
 * Adjusts the referrer's reward to refunds of the payment that earned it, in the same proportion, so that nobody earns
 * from a refunded payment. The referred user's own reward is a lot of that payment and settled with it. The referrer's
 * account existed before the referred user's, so locking it second cannot deadlock.
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
