import { lockUser } from "@/lib/billing/context";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { type DueReward, dueRewards } from "@/lib/billing/referrals/due-rewards";
import { againWithoutRoom } from "@/lib/billing/refills/due-of";
import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { hasReturns, settleLot, settleMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import { lotKeys } from "@/lib/billing/source-keys";
import type { Database, Db, Sql } from "@/lib/db";
import type { DueReward as DueRow, Payment, Referral } from "@/lib/generated/prisma/client";
import { expireDue } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { clawBacks } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { findLotBySource } from "@/lib/ledger/queries";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Grants the rewards of referrals that are due, and adjusts those whose payment was refunded: of one referral, or of all. Each
 * in a transaction of its own; one that fails stays due and is tried again. Returns how many were settled.
 */
export async function settleDueRewards(database: Database, referralId: string | "all", now: Date): Promise<number> {
  let [settled, failed] = [0, 0];
  for (const due of await dueRewards(database.sql, referralId, now)) {
    try {
      if (await database.transaction((db, sql) => settleReward(db, sql, due, now))) settled += 1;
    } catch (error) {
      failed += 1;
      log.error({ err: error, referral: due.referralId, side: due.side }, "a referral reward could not be settled");
    }
  }
  if (failed > 0) throw new Error(`${failed} referral rewards could not be settled; see the log.`);
  return settled;
}

/**
 * Brings one side's account to what the referral says and crosses the reward off, in one transaction. Everything it writes has
 * a key of its own, so that it can be repeated, also when the account's part was committed and the rest was not. Returns
 * whether there was anything to do.
 */
export async function settleReward(db: Db, sql: Sql, { referralId, side }: DueReward, now: Date): Promise<boolean> {
  const referral = await db.referral.findUniqueOrThrow({ where: { id: referralId } });
  // What is returned of a payment is settled under its user's lock.
  if (side === "REFERRED") await lockUser(sql, referral.referredId);
  const [due] = await sql<Pick<DueRow, "credits">>`
    SELECT credits FROM due_reward
    WHERE referral_id = ${referralId}::uuid AND side = ${side}::referral_side AND due_at <= ${now}::timestamptz
    FOR UPDATE SKIP LOCKED`;
  if (!due) return false;
  const reward = { referral, side, credits: due.credits };
  const granted = await creditReward(db, sql, reward, now);
  const key = { referralId_side: { referralId, side } };
  if (granted === "no_room") {
    log.warn({ referral: referralId, side, credits: due.credits }, "a referral reward waits: the balance has no room");
    await db.dueReward.update({ where: key, data: { dueAt: againWithoutRoom(now) } });
    return true;
  }
  await reportReward(db, reward, now);
  await db.dueReward.delete({ where: key });
  return true;
}

export type Reward = {
  referral: Referral;
  side: DueReward["side"];
  /** Null when it was granted before, and what was returned of the payment has changed. */
  credits: bigint | null;
};

/**
 * The account's part of `settleReward`: grants the reward, once, and takes back what was returned of its payment. The payment
 * may have been refunded before this runs.
 */
export async function creditReward(
  db: Db,
  sql: Sql,
  { referral, side, credits }: Reward,
  now: Date,
): Promise<"settled" | "no_room"> {
  const accountId = await openAccount(sql, userOf(referral, side), now);
  await lockAccount(sql, accountId);
  if (credits !== null) {
    const { description, hasPayment } = SIDES[side];
    const paymentId = hasPayment ? referral.paymentId : null;
    const lot = { kind: "REFERRAL", origin: side, amount: credits, sourceKey: keyOf(referral, side) } as const;
    const granted = await grant(sql, { ...lot, accountId, description, paymentId, actor: "system" }, now);
    if (granted.status === "balance_out_of_range") return "no_room";
  }
  if (!referral.paymentId) return "settled";
  if (side === "REFERRED") await settleMoneyBack(db, sql, referral.paymentId, now);
  else await settleReferrer(db, sql, { accountId, referral, paymentId: referral.paymentId }, now);
  return "settled";
}

type OfReferrer = { accountId: string; referral: Referral; paymentId: Payment["id"] };

/** Takes the same share of the referrer's reward as was returned of the payment. */
async function settleReferrer(
  db: Db,
  sql: Sql,
  { accountId, referral, paymentId }: OfReferrer,
  now: Date,
): Promise<void> {
  const payment = await db.payment.findUniqueOrThrow({ where: { id: paymentId }, include: WITH_RETURNS });
  if (!hasReturns(payment)) return;
  await expireDue(sql, accountId, now);
  const lot = await findLotBySource(sql, accountId, keyOf(referral, "REFERRER"));
  if (!lot) return;
  await settleLot(sql, { accountId, payment, lot, entries: await clawBacks(sql, accountId), ended: 0n, lost: 0n }, now);
}

/** The line in the billing history and the email. */
async function reportReward(db: Db, { referral, side, credits }: Reward, now: Date): Promise<void> {
  if (credits === null) return;
  const { role, description } = SIDES[side];
  const fact = { userId: userOf(referral, side), sourceKey: keyOf(referral, side), credits };
  await recordBillingEvent(db, { ...fact, type: "referral_rewarded", description, occurredAt: now });
  await queueMail(db, { ...fact, template: "referral_rewarded", role }, now);
}

const SIDES = {
  // The referrer's history must not reveal whose payment it was.
  REFERRER: { role: "referrer", description: "Someone you invited subscribed", hasPayment: false },
  REFERRED: { role: "referred", description: "Welcome: you were invited", hasPayment: true },
} as const;

const userOf = ({ referrerId, referredId }: Referral, side: DueReward["side"]) =>
  side === "REFERRER" ? referrerId : referredId;

const keyOf = ({ id }: Referral, side: DueReward["side"]) => lotKeys.referral(id, SIDES[side].role);
