import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { costOfWindow } from "@/lib/billing/refills/cost-of-window";
import { againWithoutRoom, type Due, dueOf, endOfComp, nextRefillAt } from "@/lib/billing/refills/due-of";
import { type Granted, type GrantedWindow, refillMail } from "@/lib/billing/refills/refill-mail";
import { type Refillable, readRefillables } from "@/lib/billing/refills/refillable";
import { grantOfShare, warnOfNoRoom } from "@/lib/billing/refills/share-grant";
import { takeExcess } from "@/lib/billing/refills/take-excess";
import { settleAllMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import type { Db, Sql } from "@/lib/db";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { lotsOfSubscription } from "@/lib/ledger/lots-of";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import type { Entry, Lot } from "@/lib/ledger/types";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Grants what is due on a subscription at `now`, each share of a window once, takes back what is no longer owed, and
 * stores when the next is due. All plan credits are granted here, or in sets to the same effect (refill-set.ts): monthly,
 * yearly, free and trial, renewals and changes. The caller holds the user's lock.
 */
export async function grantDueWindows(db: Db, sql: Sql, subscriptionId: string, now: Date): Promise<GrantedWindow[]> {
  const [subscription] = await readRefillables(db, [subscriptionId], now);
  if (!subscription) throw new Error(`There is no subscription ${subscriptionId}.`);
  const accountId = await openAccount(sql, subscription.userId, now);
  await lockAccount(sql, accountId);
  const lots = await lotsOfSubscription(sql, accountId, subscription.id);
  const granted: GrantedWindow[] = [];
  const payments = new Set<string>();
  let isWaiting = false;
  for (const window of dueOf(subscription, lots, now)) {
    let [credits, debtPaid] = [0n, 0n];
    for (const share of window.shares) {
      const got = await grantShare(db, sql, { accountId, subscription, window, share, lots }, now);
      if (got === "no_room") {
        isWaiting = true;
        continue;
      }
      if (got.credits > 0n && share.paymentId) payments.add(share.paymentId);
      credits += got.credits;
      debtPaid += got.debtPaid;
    }
    if (credits > 0n) granted.push({ start: window.start, end: window.end, credits, debtPaid });
  }
  const changed = await takeExcess(sql, { accountId, subscription, lots }, now);
  // Refunds of a window made before it started are taken back once it is granted, and those of a changed one are adjusted.
  await settleAllMoneyBack(db, sql, [...payments, ...changed], now);
  const next = isWaiting ? againWithoutRoom(now) : nextRefillAt(subscription, now);
  for (const window of granted) await queueMail(db, refillMail(subscription, window, { nextRefillAt: next }), now);
  const { id, planVersionId } = subscription;
  const data = { planVersionId, nextRefillAt: next ?? endOfComp(subscription, now) };
  await db.subscription.update({ where: { id }, data });
  return granted;
}

type InAccount = {
  accountId: string;
  subscription: Refillable;
  window: Due;
  share: Due["shares"][number];
  lots: Lot[];
};

const NOTHING: Granted = { credits: 0n, debtPaid: 0n };

/** Returns what was granted now, nothing when it was done before; `no_room` when the balance would be too large. */
async function grantShare(db: Db, sql: Sql, { accountId, ...one }: InAccount, now: Date): Promise<Granted | "no_room"> {
  const due = grantOfShare(one, now);
  if (!due) return NOTHING;
  if (due.reset) await resetPlanLots(sql, { accountId, ...due.reset }, now);
  const cost = due.costOf ? await costOfWindow(db, due.costOf) : null;
  const granted = await grant(sql, { accountId, ...due.lot, ...cost }, now);
  if (granted.status === "balance_out_of_range") {
    warnOfNoRoom(accountId, due);
    return "no_room";
  }
  one.lots.push(granted.lot);
  await recordBillingEvent(db, due.event);
  return { credits: due.lot.amount, debtPaid: debtPaidIn(granted.entry) };
}

function debtPaidIn({ allocations }: Entry): bigint {
  return allocations.reduce((paid, part) => ("debt" in part ? paid + part.debt : paid), 0n);
}
