import { type CountedOnce, countOnce } from "@/lib/billing/entitlements/count-once";
import type { CountRequest } from "@/lib/billing/entitlements/types";
import type { Database } from "@/lib/db";

export type ReleasedEntitlement = CountedOnce<never>;

/**
 * Returns a use: a workflow was deleted, an export failed. Never below zero, and for features counted per window only in
 * the current window. Throws for a quantity out of range.
 */
export async function releaseEntitlement(
  database: Database,
  request: CountRequest,
  now: Date,
): Promise<ReleasedEntitlement> {
  return countOnce<never>(
    database,
    "RELEASE",
    request,
    ({ used, quantity }) => (used > quantity ? used - quantity : 0n),
    now,
  );
}
