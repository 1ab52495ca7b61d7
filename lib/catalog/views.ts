import {
  BILLING_INTERVALS,
  type Limits,
  type MeterCost,
  type MeterView,
  type PackView,
  type PlanView,
  type SpendLimit,
} from "@/lib/catalog/types";
import type { Volume } from "@/lib/catalog/volume-price";
import type { CreditPack, Meter, MeterVersion, Plan, PlanVersion, Price } from "@/lib/generated/prisma/client";

/** A plan in one of its versions. */
export function planView(row: Plan, version: PlanVersion & { prices: Price[] }): PlanView {
  return {
    id: row.id,
    key: row.key,
    isFree: row.isFree,
    version: version.version,
    versionId: version.id,
    name: version.name,
    description: version.description,
    creditsPerMonth: version.creditsPerMonth,
    refillPolicy: version.refillPolicy,
    rolloverCapCredits: version.rolloverCapCredits,
    overdraftCredits: version.overdraftCredits,
    spendLimits: version.spendLimits as SpendLimit[],
    trialDays: version.trialDays,
    trialCredits: version.trialCredits,
    features: version.features as string[],
    limits: version.limits as Limits,
    quantity: version.quantity,
    limitsPerUnit: version.limitsPerUnit,
    highlighted: version.highlighted,
    estimatedCostCents: version.estimatedCostCents,
    prices: [...version.prices].sort(
      (a, b) => BILLING_INTERVALS.indexOf(a.interval) - BILLING_INTERVALS.indexOf(b.interval),
    ),
    archivedAt: row.archivedAt,
    stripeProductId: row.stripeProductId,
    adoptsProduct: row.adoptsProduct,
    sortOrder: row.sortOrder,
  };
}

/** The recorded cost of a meter's version. */
export function meterCost({
  costMicros,
  costCurrency,
}: Pick<MeterVersion, "costMicros" | "costCurrency">): MeterCost | null {
  return costMicros === null || costCurrency === null ? null : { micros: costMicros, currency: costCurrency };
}

/** A meter in one of its versions. */
export function meterView(row: Meter, version: MeterVersion): MeterView {
  return {
    id: row.id,
    key: row.key,
    name: version.name,
    description: version.description,
    unit: version.unit,
    version: version.version,
    credits: version.credits,
    perUnits: version.perUnits,
    rounding: version.rounding,
    minimumCredits: version.minimumCredits,
    cost: meterCost(version),
    archivedAt: row.archivedAt,
    sortOrder: row.sortOrder,
  };
}

/** A pack in its current version. */
export function packView(row: CreditPack): PackView {
  return { ...row, volume: row.volume as Volume | null };
}
