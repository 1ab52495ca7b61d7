import type { BillingContext, BillingReader, BillingServices, BillingUser, Write } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { type Drift, findChanges, readKnown } from "@/lib/billing/reconcile/drift";
import { grantDueWindows } from "@/lib/billing/refills/grant-due-windows";
import { syncCheckoutSession } from "@/lib/billing/sync/sync-checkout-session";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import type { Change, ChangeKind } from "@/lib/stripe/list-changes";

export type OwnedChange = Change & {
  userId: string;
  /** It is recorded here, so it is drift if Stripe does not have it. */
  isOurs: boolean;
};

/** Syncs one object in its own transaction, and returns the differences found. */
export async function syncChange(
  services: BillingServices,
  { kind, id, userId, isOurs }: OwnedChange,
  now: Date,
): Promise<Drift[]> {
  const drift = await converge(services, userId, async (reader, user) => {
    const write = await SYNC[kind](reader, user, id, now);
    return async (context, locked) => {
      const { db, sql } = context;
      await grantWhatIsDue(context, userId, now);
      const before = await readKnown(db, sql, userId);
      const { status, sentence } = await write(context, locked);
      const drift = await findChanges(sql, userId, before, await readKnown(db, sql, userId));
      // A subscription of one of our users that cannot be synced is one that someone pays for.
      const isNews = status === "refused" || (status === "ignored" && (isOurs || kind === "subscription"));
      if (isNews) drift.push({ object: kind, id, user: userId, what: sentence, healed: false });
      return drift;
    };
  });
  return drift ?? [];
}

/** What the passing of time alone makes due is not drift, so it is applied first. */
async function grantWhatIsDue({ db, sql }: BillingContext, userId: string, now: Date): Promise<void> {
  const due = await db.subscription.findMany({ where: { userId, nextRefillAt: { lte: now } }, select: { id: true } });
  for (const { id } of due) await grantDueWindows(db, sql, id, now);
}

type Sync = (reader: BillingReader, user: BillingUser, id: string, now: Date) => Promise<Write>;

const SYNC: Record<ChangeKind, Sync> = {
  subscription: syncSubscription,
  checkout: syncCheckoutSession,
  payment: syncPayment,
  customer: syncCustomer,
};
