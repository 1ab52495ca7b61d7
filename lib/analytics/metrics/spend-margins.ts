import { meterCosts, type VersionCost } from "@/lib/catalog/meter-costs";
import type { Sql } from "@/lib/db";
import { type SpendGroup, type SpendGrouping, spendGroups } from "@/lib/ledger/spend-margins";

/** An amount in minor units. */
export type Amount = { currency: string; cents: bigint };

export type SpendMargin = Pick<SpendGroup, "key" | "credits" | "revenue"> & {
  /** What was used, by the costs on the rate card, as far as they are known. */
  cost: Amount[];
  /** Whether something was used whose cost is not known. */
  isCostPartial: boolean;
  /** What is left of the revenue; null where it cannot be told: no revenue, a cost that is not known, more than one currency. */
  margin: number | null;
};

/**
 * Revenue and cost of what the largest customers, or models, spent between two moments. Revenue is the credits spent, less what was
 * returned, times what was paid for each credit of the lots they came from: nothing for free credits and for debt. Cost is what meters
 * counted times their cost when it was spent, also when credits were returned.
 */
export async function spendMargins(
  sql: Sql,
  by: SpendGrouping,
  stretch: { from: Date; until: Date; limit: number },
): Promise<SpendMargin[]> {
  const groups = await spendGroups(sql, by, stretch);
  const meters = new Set(groups.flatMap(({ used }) => used.flatMap(({ meter }) => meter ?? [])));
  const costs = new Map((await meterCosts(sql, [...meters])).map((one) => [versionKey(one), one]));
  return groups.map(({ key, credits, revenue, used }) => {
    const { cost, isCostPartial } = costOf(used, costs);
    return { key, credits, revenue, cost, isCostPartial, margin: isCostPartial ? null : marginOf(revenue, cost) };
  });
}

const versionKey = ({ meter, rateVersion }: { meter: string | null; rateVersion: number | null }): string =>
  `${meter} ${rateVersion}`;

function costOf(used: SpendGroup["used"], costs: ReadonlyMap<string, VersionCost>) {
  const micros = new Map<string, bigint>();
  let isCostPartial = false;
  for (const one of used) {
    const known = costs.get(versionKey(one));
    if (!known || one.quantity === null) isCostPartial = true;
    else {
      const { currency, micros: perUnits } = known.cost;
      const own = (millionthsOf(one.quantity) * perUnits) / known.perUnits / MILLION;
      micros.set(currency, (micros.get(currency) ?? 0n) + own);
    }
  }
  const cost = [...micros].map(([currency, sum]) => ({ currency, cents: (sum + MILLION / 2n) / MILLION }));
  return { cost: cost.sort((a, b) => (a.currency < b.currency ? -1 : 1)), isCostPartial };
}

const MILLION = 1_000_000n;

/** "12.5" -> 12,500,000: quantities have at most six decimals. */
function millionthsOf(quantity: string): bigint {
  const [whole = "0", decimals = ""] = quantity.split(".");
  return BigInt(whole) * MILLION + BigInt(decimals.slice(0, 6).padEnd(6, "0"));
}

function marginOf(revenue: readonly Amount[], cost: readonly Amount[]): number | null {
  const currencies = new Set([...revenue, ...cost].map(({ currency }) => currency));
  const [income] = revenue;
  if (currencies.size !== 1 || !income || income.cents <= 0n) return null;
  return 1 - Number(cost[0]?.cents ?? 0n) / Number(income.cents);
}
