import type { Drift } from "@/lib/billing/reconcile/drift";
import type { Db } from "@/lib/db";

/**
 * Live subscriptions in Stripe that do not match the catalogue, as they were last read. Reported in every run until
 * someone corrects them in Stripe.
 */
export async function findStandingDrift(db: Db): Promise<Drift[]> {
  const rows = await db.subscription.findMany({
    where: { stripeDrift: { isEmpty: false }, stripeSubscriptionId: { not: null }, endedAt: null },
    orderBy: { createdAt: "asc" },
    take: MOST,
  });
  return rows.flatMap(({ id, stripeSubscriptionId, userId, stripeDrift }) =>
    stripeDrift.map((what): Drift => {
      return { object: "subscription", id: stripeSubscriptionId ?? id, user: userId, what, healed: false };
    }),
  );
}

/** As many as a person reads. */
const MOST = 1_000;
