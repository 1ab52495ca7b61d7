import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchRunning, type RunningSubscription } from "@/lib/stripe/subscriptions";

/** Which of these Stripe prices sell a plan of the catalogue, in any of its versions. */
export async function planPricesAmong(db: Db, stripePriceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.price.findMany({
    where: { stripePriceId: { in: [...stripePriceIds] } },
    select: { stripePriceId: true },
  });
  return new Set(rows.flatMap(({ stripePriceId }) => stripePriceId ?? []));
}

/** The customer's live subscriptions to a plan, paid or not. Others are outside the catalogue. */
export async function runningPlans(
  { db, stripe }: { db: Db; stripe: StripeClient },
  customerId: string,
): Promise<RunningSubscription[]> {
  return withPlans(db, await fetchRunning(stripe, customerId));
}

/** Those that sell a plan. */
export async function withPlans<One extends { stripePriceIds: string[] }>(db: Db, all: readonly One[]): Promise<One[]> {
  const plans = await planPricesAmong(
    db,
    all.flatMap(({ stripePriceIds }) => stripePriceIds),
  );
  return all.filter(({ stripePriceIds }) => stripePriceIds.some((id) => plans.has(id)));
}
