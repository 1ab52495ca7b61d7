import type { FeatureKind, FeaturePeriod } from "@/lib/catalog/types";

/** A feature's limit on a user's plan, and how much of it they have used. */
export type Entitlement = {
  feature: string;
  name: string;
  /** What so many are of, such as workflow and workflows; empty when the name says it. */
  unit: string;
  unitPlural: string;
  kind: FeatureKind;
  per: FeaturePeriod;
  /** Of a set, the values that the plan includes; null for other kinds. */
  values: string[] | null;
  /** Null is unlimited; 0 also means that the plan does not have the feature. */
  limit: bigint | null;
  used: bigint;
  /** Null is unlimited; 0 also when more is used than the plan allows, for example after a downgrade. */
  remaining: bigint | null;
  /** When the count resets; null for features with a current number. */
  resetsAt: Date | null;
};

/** The result of counting a use, or returning one. */
export type Counted = { feature: string; limit: bigint | null; used: bigint; remaining: bigint | null };

export type CountRequest = {
  userId: string;
  feature: string;
  /** 1 to MAX_QUANTITY; 1 by default. */
  quantity?: bigint;
  /** Unique per user; the same request under the same key is counted once. */
  idempotencyKey?: string | null;
};

export const MAX_QUANTITY = 1_000_000_000n;

/** What is left of a limit; null if there is none. */
export function remainingOf(limit: bigint | null, used: bigint): bigint | null {
  if (limit === null) return null;
  return limit > used ? limit - used : 0n;
}

/** The requested quantity. Throws for one out of range: external input is validated before. */
export function quantityOf({ quantity = 1n }: Pick<CountRequest, "quantity">): bigint {
  if (quantity < 1n || quantity > MAX_QUANTITY) throw new RangeError(`A quantity of ${quantity} is out of range.`);
  return quantity;
}
