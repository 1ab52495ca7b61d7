import { lockUser } from "@/lib/billing/context";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import { isFreePlan } from "@/lib/billing/refills/refillable";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import type { Database } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";

export type RefillRun = { subscriptions: number; windows: number; credits: bigint };

const BATCH = 100;
/** Each needs a connection of the worker, which has four or more. */
const AT_ONCE = 3;

/**
 * Grants every window due at `now`, one transaction per subscription. Run by the worker each minute, by the cron route and
 * by `npm run credits:refill`; concurrent runs share the work without granting twice.
 */
export async function refillDue(database: Database, now: Date): Promise<RefillRun> {
  const run: RefillRun = { subscriptions: 0, windows: 0, credits: 0n };
  const failed: string[] = [];
  for (;;) {
    const due = await database.prisma.subscription.findMany({
      where: { nextRefillAt: { lte: now }, id: { notIn: failed } },
      orderBy: { nextRefillAt: "asc" },
      select: { id: true, userId: true, status: true, stripeSubscriptionId: true, compUntil: true },
      take: BATCH,
    });
    if (due.length === 0) break;
    for (let first = 0; first < due.length; first += AT_ONCE) {
      const some = due.slice(first, first + AT_ONCE);
      const all = await Promise.all(some.map((subscription) => refillOne(database, subscription, now)));
      for (const [nth, granted] of all.entries()) {
        if (!granted) failed.push(some[nth]?.id ?? "");
        else {
          run.subscriptions += 1;
          run.windows += granted.length;
          run.credits += granted.reduce((sum, window) => sum + window.credits, 0n);
        }
      }
    }
  }
  if (failed.length > 0) throw new Error(`${failed.length} subscriptions could not be refilled; see the log.`);
  return run;
}

type Due = Pick<Subscription, "id" | "userId" | "status" | "stripeSubscriptionId" | "compUntil">;

/** A free plan that waits for the end of another plan's paid time. */
const waits = (one: Due) => one.status === "PAUSED" && isFreePlan(one);

/** A plan that an admin gave for a time. */
const isOver = ({ compUntil }: Due, now: Date) => compUntil !== null && compUntil <= now;

/** Null when it failed: an error for one user must not keep the others from their credits. */
async function refillOne(database: Database, subscription: Due, now: Date) {
  try {
    return await database.transaction(async (db, sql) => {
      await lockUser(sql, subscription.userId);
      if (waits(subscription) || isOver(subscription, now)) return settleFreePlan(db, sql, subscription.userId, now);
      return grantDueWindows(db, sql, subscription.id, now);
    });
  } catch (error) {
    log.error({ err: error, subscription: subscription.id }, "a subscription could not be refilled");
    return null;
  }
}
