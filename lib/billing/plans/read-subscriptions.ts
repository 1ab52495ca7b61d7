import { LIVE_STATUSES } from "@/lib/billing/subscription-status";
import { type SoldTerms, type SoldVersion, soldTerms, soldVersions } from "@/lib/catalog/sold-terms";
import type { Db } from "@/lib/db";
import type { PaidPeriod, Payment, Subscription } from "@/lib/generated/prisma/client";

/** A subscription with everything that says what its user has, is owed and has to pay. */
export type SubscriptionRow = Subscription & {
  price: SoldTerms | null;
  planVersion: SoldVersion;
  scheduledPrice: (SoldTerms & { planVersion: SoldVersion }) | null;
  /** Its unpaid invoices that have a page to pay them, due first, then newest. */
  unpaid: Payment[];
  /** Current or future given time. */
  paidPeriods: PaidPeriod[];
};

/** The user's subscriptions that have not ended, also one whose first payment is not made; newest first. */
export async function readSubscriptions(db: Db, userId: string, now: Date): Promise<SubscriptionRow[]> {
  const rows = await db.subscription.findMany({
    where: { userId, duplicate: false, withoutPlan: false, status: { in: ["INCOMPLETE", ...LIVE_STATUSES] } },
    include: {
      payments: {
        where: { kind: "SUBSCRIPTION", paidAt: null, invoiceUrl: { not: null } },
        orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { createdAt: "desc" }],
      },
      paidPeriods: { where: { isGiven: true, endAt: { gt: now } } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const priceIds = rows.flatMap(({ priceId, scheduledPriceId }) => [priceId ?? [], scheduledPriceId ?? []].flat());
  const priceOf = await soldTerms(db, priceIds);
  const scheduled = rows.flatMap(({ scheduledPriceId }) => (scheduledPriceId ? priceOf(scheduledPriceId) : []));
  const versionOf = await soldVersions(
    db,
    [...rows, ...scheduled].map(({ planVersionId }) => planVersionId),
  );
  return rows.map(({ payments: unpaid, ...row }) => {
    const next = row.scheduledPriceId ? priceOf(row.scheduledPriceId) : null;
    return {
      ...row,
      unpaid,
      price: row.priceId ? priceOf(row.priceId) : null,
      planVersion: versionOf(row.planVersionId),
      scheduledPrice: next && { ...next, planVersion: versionOf(next.planVersionId) },
    };
  });
}
