import type { FeaturePeriod } from "@/lib/catalog/types";

/** What someone's plan allows of a feature, and what they have used of it. */
export type Entitlement = {
  feature: string;
  name: string;
  per: FeaturePeriod;
  /** Null is unlimited; 0 also stands for a feature that the plan does not have. */
  limit: bigint | null;
  used: bigint;
  /** Null is unlimited; 0 also when more is used than the plan allows now, as after a downgrade. */
  remaining: bigint | null;
  /** When counting begins anew; null for what is counted as it stands. */
  resetsAt: Date | null;
};

/** What stands when a use, or giving back of one, has been counted. */
export type Counted = { feature: string; limit: bigint | null; used: bigint; remaining: bigint | null };

export type CountRequest = {
  userId: string;
  feature: string;
  /** 1 to MAX_QUANTITY; 1 unless told. */
  quantity?: bigint;
  /** Unique per user; the same request under the same key is counted once. */
  idempotencyKey?: string | null;
};

export const MAX_QUANTITY = 1_000_000_000n;

/** What is left of a limit; null of none. */
export function remainingOf(limit: bigint | null, used: bigint): bigint | null {
  if (limit === null) return null;
  return limit > used ? limit - used : 0n;
}

/** The quantity asked for. Throws for one out of range: whoever takes it from outside checks it there. */
export function quantityOf({ quantity = 1n }: Pick<CountRequest, "quantity">): bigint {
  if (quantity < 1n || quantity > MAX_QUANTITY) throw new RangeError(`A quantity of ${quantity} is out of range.`);
  return quantity;
}
