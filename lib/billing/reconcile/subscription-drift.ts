import type { Drift } from "@/lib/billing/reconcile/drift";
import type { Db } from "@/lib/db";

/**
 * Subscriptions that go on at Stripe with something the catalogue does not sell like that, as each was last read. Said in
 * every run until somebody puts it right there.
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
