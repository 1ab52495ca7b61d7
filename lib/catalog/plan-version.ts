import type { PlanInput } from "@/lib/catalog/schemas";
import type { PlanView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";
import type { BillingInterval } from "@/lib/generated/prisma/client";

/** Inserts version `version` of a plan, with a price per interval. Prices reach Stripe when the plan is pushed. */
export async function insertPlanVersion(db: Db, planId: string, version: number, input: PlanInput): Promise<string> {
  const row = await db.planVersion.create({
    data: {
      planId,
      version,
      name: input.name,
      description: input.description,
      creditsPerMonth: BigInt(input.creditsPerMonth),
      refillPolicy: input.refillPolicy,
      rolloverCapCredits: input.rolloverCapCredits === null ? null : BigInt(input.rolloverCapCredits),
      overdraftCredits: BigInt(input.overdraftCredits),
      spendLimits: input.spendLimits,
      trialDays: input.trialDays,
      trialCredits: BigInt(input.trialCredits),
      features: input.features,
      limits: input.limits,
      quantity: input.quantity,
      limitsPerUnit: input.limitsPerUnit,
      highlighted: input.highlighted,
      estimatedCostCents: input.estimatedCostCents,
      prices: { create: pricesOf(input) },
    },
  });
  return row.id;
}

/** Whether the version on sale equals `input`. */
export function isSameOffer(current: PlanView, input: PlanInput): boolean {
  return JSON.stringify(offerOf(planInputOf(current))) === JSON.stringify(offerOf(input));
}

/** A plan's current values in the form of a catalogue file: the starting point of an edit. */
export function planInputOf(plan: PlanView): PlanInput {
  const cents = (interval: BillingInterval) =>
    plan.prices.find((one) => one.interval === interval)?.amountCents ?? null;
  return {
    key: plan.key,
    name: plan.name,
    description: plan.description,
    isFree: plan.isFree,
    creditsPerMonth: Number(plan.creditsPerMonth),
    refillPolicy: plan.refillPolicy,
    rolloverCapCredits: plan.rolloverCapCredits === null ? null : Number(plan.rolloverCapCredits),
    overdraftCredits: Number(plan.overdraftCredits),
    spendLimits: plan.spendLimits,
    trialDays: plan.trialDays,
    trialCredits: Number(plan.trialCredits),
    features: plan.features,
    limits: plan.limits,
    quantity: plan.quantity,
    limitsPerUnit: plan.limitsPerUnit,
    highlighted: plan.highlighted,
    estimatedCostCents: plan.estimatedCostCents,
    sortOrder: plan.sortOrder,
    currency: plan.prices[0]?.currency ?? DEFAULT_CURRENCY,
    prices: { month: cents("MONTH"), year: cents("YEAR") },
  };
}

// Every property of a version, in a fixed order. A free plan has no currency; the position in the list is not part of it.
function offerOf(input: PlanInput) {
  const { sortOrder: _, key: _key, currency, limits, features, spendLimits, ...offer } = input;
  return {
    ...Object.fromEntries(Object.entries(offer).sort(([a], [b]) => a.localeCompare(b))),
    prices: [input.prices.month, input.prices.year],
    currency: input.isFree ? null : currency,
    features,
    limits: Object.entries(limits).sort(([a], [b]) => a.localeCompare(b)),
    spendLimits: spendLimits.map(({ hours, credits }) => [hours, credits]),
  };
}

function pricesOf(input: PlanInput) {
  const rows: { interval: BillingInterval; amountCents: number | null }[] = [
    { interval: "MONTH", amountCents: input.prices.month },
    { interval: "YEAR", amountCents: input.prices.year },
  ];
  return rows.flatMap(({ interval, amountCents }) =>
    amountCents === null
      ? []
      : [
          {
            interval,
            amountCents,
            currency: input.currency,
            lookupKey: `refill_${input.key}_${interval.toLowerCase()}`,
          },
        ],
  );
}
