import type { MeterView, PlanView } from "@/lib/catalog/types";

type Plan = Pick<PlanView, "id" | "name" | "creditsPerMonth" | "estimatedCostCents"> & {
  prices: readonly Pick<PlanView["prices"][number], "interval" | "currency" | "amountCents">[];
};

type Meter = Pick<MeterView, "id" | "name" | "credits" | "perUnits" | "unit" | "cost">;

/** A plan's month: what it costs the customer and, by the estimate, us. */
export type PlanMargin = {
  id: string;
  name: string;
  priceCents: number;
  credits: bigint;
  costCents: number;
  /** What is left of the price when all credits are spent; null for a price of nothing. */
  margin: number | null;
};

/** What is left of what each plan's credits bring when they are spent by a meter. */
export type MeterMargin = {
  meter: Meter;
  /** What one credit costs us, in minor units; null for a meter that charges nothing. */
  costPerCredit: number | null;
  /** In the order of the plans; null where it cannot be told. */
  margins: (number | null)[];
};

/** The margins of the plans that have a monthly price in a currency. */
export function planMargins(plans: readonly Plan[], currency: string): PlanMargin[] {
  return plans.flatMap(({ id, name, creditsPerMonth: credits, estimatedCostCents: costCents, prices }) => {
    const price = prices.find((one) => one.interval === "MONTH" && one.currency === currency);
    if (!price || credits <= 0n) return [];
    const { amountCents: priceCents } = price;
    return [{ id, name, priceCents, credits, costCents, margin: marginOf(priceCents, costCents) }];
  });
}

/** The margins of the meters whose cost is known in the currency, for each of these plans. */
export function meterMargins(meters: readonly Meter[], plans: readonly PlanMargin[], currency: string): MeterMargin[] {
  return meters.flatMap((meter) => {
    if (meter.cost?.currency !== currency) return [];
    const costPerCredit = meter.credits > 0n ? Number(meter.cost.micros) / 1_000_000 / Number(meter.credits) : null;
    const margins = plans.map(({ priceCents, credits }) =>
      costPerCredit === null ? null : marginOf(priceCents / Number(credits), costPerCredit),
    );
    return [{ meter, costPerCredit, margins }];
  });
}

const marginOf = (price: number, cost: number): number | null => (price > 0 ? 1 - cost / price : null);
