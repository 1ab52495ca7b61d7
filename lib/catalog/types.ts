import type { Volume } from "@/lib/catalog/volume-price";

/** What happens to unused plan credits at a refill: they expire, roll over, or roll over up to a cap. */
export const REFILL_POLICIES = ["RESET", "ROLL_OVER", "ROLL_OVER_CAPPED"] as const;
export type RefillPolicy = (typeof REFILL_POLICIES)[number];

export const BILLING_INTERVALS = ["MONTH", "YEAR"] as const;
export type BillingInterval = (typeof BILLING_INTERVALS)[number];

/** How a plan treats a quantity set in Stripe: ANY multiplies credits by it, ONE grants once and reports it. */
export const PLAN_QUANTITIES = ["ANY", "ONE"] as const;
export type PlanQuantity = (typeof PLAN_QUANTITIES)[number];

/** How a feature is counted: per refill window, or as a current number. */
export const FEATURE_PERIODS = ["window", "standing"] as const;
export type FeaturePeriod = (typeof FEATURE_PERIODS)[number];

/** Whether a plan has a feature, how much of it, or which of its values. */
export const FEATURE_KINDS = ["switch", "limit", "set"] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** A feature that plans can limit. */
export type FeatureView = {
  key: string;
  name: string;
  kind: FeatureKind;
  /** One of what a limit counts, such as workflow; empty when the name says it. */
  unit: string;
  /** Several of them; empty for the usual plural. */
  unitPlural: string;
  description: string;
  per: FeaturePeriod;
  sortOrder: number;
  archivedAt: Date | null;
};

/** What a plan allows of a feature: a number, null for unlimited or a switch that is on, or the values of a set. */
export type Limit = number | null | string[];

/** What can be spent in any so many hours, of each unit of a plan. */
export type SpendLimit = { hours: number; credits: number };

/** Entitlements by feature key. */
export type Limits = Record<string, Limit>;

export type PriceView = {
  id: string;
  interval: BillingInterval;
  amountCents: number;
  currency: string;
  lookupKey: string;
  stripePriceId: string | null;
};

/** A plan on sale: its current version and that version's prices. */
export type PlanView = {
  id: string;
  key: string;
  isFree: boolean;
  version: number;
  versionId: string;
  name: string;
  description: string;
  creditsPerMonth: bigint;
  refillPolicy: RefillPolicy;
  rolloverCapCredits: bigint | null;
  /** What running work may spend beyond the balance. */
  overdraftCredits: bigint;
  spendLimits: SpendLimit[];
  trialDays: number;
  trialCredits: bigint;
  features: string[];
  limits: Limits;
  quantity: PlanQuantity;
  /** Multiplies each limit by the quantity. */
  limitsPerUnit: boolean;
  highlighted: boolean;
  /** What a month costs us if every credit is spent. Admins only. */
  estimatedCostCents: number;
  prices: PriceView[];
  archivedAt: Date | null;
  stripeProductId: string | null;
  /** The product existed in Stripe before it was linked. */
  adoptsProduct: boolean;
  sortOrder: number;
};

/** How a rate rounds to whole credits: NEAREST rounds halves up. */
export const ROUNDINGS = ["UP", "NEAREST", "DOWN"] as const;
export type Rounding = (typeof ROUNDINGS)[number];

/** What a meter charges: `credits` for every `perUnits`, rounded, and at least `minimumCredits` per spend. */
export type Rate = { credits: bigint; perUnits: bigint; rounding: Rounding; minimumCredits: bigint };

/** A cost in millionths of the currency's minor unit: 1,500,000 USD is 1.5 cents. */
export type MeterCost = { micros: bigint; currency: string };

/** A meter in the current version of its rate. */
export type MeterView = Rate & {
  id: string;
  key: string;
  name: string;
  description: string;
  /** The unit it counts, in the singular: token, image, minute. */
  unit: string;
  version: number;
  /** What `perUnits` units cost us. Admins only; null when unknown. */
  cost: MeterCost | null;
  archivedAt: Date | null;
  sortOrder: number;
};

export type PackView = {
  id: string;
  key: string;
  name: string;
  description: string;
  credits: bigint;
  bonusCredits: bigint;
  amountCents: number;
  currency: string;
  /** Of a pack that is sold in larger amounts too. */
  volume: Volume | null;
  version: number;
  archivedAt: Date | null;
  stripeProductId: string | null;
  stripePriceId: string | null;
  sortOrder: number;
};
