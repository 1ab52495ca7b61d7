export type RefillPolicy = "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
export type BillingInterval = "MONTH" | "YEAR";

/** What a plan makes of a quantity set at Stripe: ANY grants credits times it, ONE grants once and reports more. */
export type PlanQuantity = "ANY" | "ONE";

/** Entitlements by feature key; null is unlimited. */
export type Limits = Record<string, number | null>;

export type PriceView = {
  id: string;
  interval: BillingInterval;
  amountCents: number;
  currency: string;
  lookupKey: string;
  stripePriceId: string | null;
};

/** A plan as it is sold now: its current version and that version's prices. */
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
  trialDays: number;
  trialCredits: bigint;
  features: string[];
  limits: Limits;
  quantity: PlanQuantity;
  /** With a quantity of three, each limit counts three times. */
  limitsPerUnit: boolean;
  highlighted: boolean;
  /** What a month costs us if every credit is spent. Admins only. */
  estimatedCostCents: number;
  prices: PriceView[];
  archivedAt: Date | null;
  stripeProductId: string | null;
  sortOrder: number;
};

export type Rounding = "UP" | "NEAREST" | "DOWN";

/** What a meter counts in credits: `credits` for every `perUnits`, rounded, and at least `minimumCredits` a spend. */
export type Rate = { credits: bigint; perUnits: bigint; rounding: Rounding; minimumCredits: bigint };

/** A meter in the current version of its rate. */
export type MeterView = Rate & {
  id: string;
  key: string;
  name: string;
  description: string;
  /** What it counts, one of them: token, image, minute. */
  unit: string;
  version: number;
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
  version: number;
  archivedAt: Date | null;
  stripePriceId: string | null;
  sortOrder: number;
};
