import { findFeature } from "@/lib/billing/entitlements/features";
import { type Counted, type CountRequest, quantityOf, remainingOf } from "@/lib/billing/entitlements/types";
import { countedFrom, limitOf } from "@/lib/billing/entitlements/usage";
import { planTerms } from "@/lib/billing/refills/plan-terms";
import type { FeatureView } from "@/lib/catalog/types";
import type { Database, Db, Sql } from "@/lib/db";
import type { FeatureUse, FeatureVerb } from "@/lib/generated/prisma/client";

export type CountedOnce<Refusal> =
  | ({ ok: true; replayed: boolean } & Counted)
  | { ok: false; reason: "unknown_feature" }
  | { ok: false; reason: "idempotency_key_reused" }
  | Refusal;

/** The new count, or why it is refused. */
type Change<Refusal> = (state: { used: bigint; limit: bigint | null; quantity: bigint }) => bigint | Refusal;

/**
 * Changes a count under its row's lock, once per idempotency key, all or nothing. A known key returns its first result,
 * whatever the plan is by then. Refusals are not stored, so that a retry after an upgrade can succeed.
 */
export async function countOnce<Refusal extends { ok: false }>(
  database: Database,
  verb: FeatureVerb,
  request: CountRequest,
  change: Change<Refusal>,
  now: Date,
): Promise<CountedOnce<Refusal>> {
  const quantity = quantityOf(request);
  const { userId, idempotencyKey = null } = request;
  return database.transaction(async (db, sql): Promise<CountedOnce<Refusal>> => {
    const feature = await findFeature(db, request.feature);
    if (!feature) return { ok: false, reason: "unknown_feature" };
    const terms = await planTerms(db, userId, now);
    const windowStart = countedFrom(feature, terms);
    const limit = limitOf(feature, terms);
    const used = await lockUsage(sql, { userId, feature: feature.key, windowStart });
    const asked = { verb, feature: feature.key, quantity };
    const before = idempotencyKey === null ? null : await findUse(db, userId, idempotencyKey);
    if (before) return answerAgain(before, asked);

    const next = change({ used, limit, quantity });
    if (typeof next !== "bigint") return next;
    if (idempotencyKey !== null) {
      const use = { ...asked, userId, idempotencyKey, windowStart, usedAfter: next, limit, createdAt: now };
      const { count } = await db.featureUse.createMany({ data: [use], skipDuplicates: true });
      // The same key was counted a moment ago for another feature or window, whose row has its own lock.
      if (count === 0) return answerAgain(await findUse(db, userId, idempotencyKey), asked);
    }
    await setUsage(sql, { userId, feature: feature.key, windowStart }, next);
    return { ok: true, feature: feature.key, limit, used: next, remaining: remainingOf(limit, next), replayed: false };
  });
}

type UsageKey = { userId: string; feature: FeatureView["key"]; windowStart: Date };

/** Creates the row and locks it, so that concurrent requests each see the previous one's result. */
async function lockUsage(sql: Sql, { userId, feature, windowStart }: UsageKey): Promise<bigint> {
  await sql`
    INSERT INTO feature_usage (user_id, feature, window_start)
    VALUES (${userId}::uuid, ${feature}::text, ${windowStart}::timestamptz)
    ON CONFLICT DO NOTHING`;
  const [row] = await sql<{ used: bigint }>`
    SELECT used
    FROM feature_usage
    WHERE user_id = ${userId}::uuid AND feature = ${feature}::text AND window_start = ${windowStart}::timestamptz
    FOR UPDATE`;
  if (!row) throw new Error(`The count of ${feature} of user ${userId} is gone.`);
  return row.used;
}

async function setUsage(sql: Sql, { userId, feature, windowStart }: UsageKey, used: bigint): Promise<void> {
  await sql`
    UPDATE feature_usage
    SET used = ${used}::bigint
    WHERE user_id = ${userId}::uuid AND feature = ${feature}::text AND window_start = ${windowStart}::timestamptz`;
}

function findUse(db: Db, userId: string, idempotencyKey: string): Promise<FeatureUse | null> {
  return db.featureUse.findUnique({ where: { userId_idempotencyKey: { userId, idempotencyKey } } });
}

function answerAgain<Refusal>(
  before: FeatureUse | null,
  { verb, feature, quantity }: Pick<FeatureUse, "verb" | "feature" | "quantity">,
): CountedOnce<Refusal> {
  if (before?.verb !== verb || before.feature !== feature || before.quantity !== quantity) {
    return { ok: false, reason: "idempotency_key_reused" };
  }
  const { limit, usedAfter: used } = before;
  return { ok: true, feature, limit, used, remaining: remainingOf(limit, used), replayed: true };
}
