import { type CountedOnce, countOnce } from "@/lib/billing/entitlements/count-once";
import type { CountRequest } from "@/lib/billing/entitlements/types";
import type { Database } from "@/lib/db";

type LimitReached = { ok: false; reason: "limit_reached"; limit: bigint; used: bigint; quantity: bigint };

export type ConsumedEntitlement = CountedOnce<LimitReached>;

/**
 * Counts a use of a feature if the plan allows it, all of `quantity` or nothing: concurrent uses never exceed the limit,
 * and no acknowledged use is lost. Throws for a quantity out of range.
 */
export async function consumeEntitlement(
  database: Database,
  request: CountRequest,
  now: Date,
): Promise<ConsumedEntitlement> {
  return countOnce<LimitReached>(
    database,
    "USE",
    request,
    ({ used, limit, quantity }) =>
      limit !== null && used + quantity > limit
        ? { ok: false, reason: "limit_reached", limit, used, quantity }
        : used + quantity,
    now,
  );
}
