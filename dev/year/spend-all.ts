import { priceQuantity } from "@/lib/catalog/price-quantity";
import { type Spend, spendBatch } from "@/lib/ledger/spend-batch";
import type { Use } from "./acts";
import type { Outcome, Stage } from "./stage";

/** As many as one call of the API may have. */
const AT_ONCE = 200;

/** What people use in a step, priced by the rate card. A spend that exceeds the balance is refused, as always. */
export async function spendAll(
  { services, rates }: Stage,
  wanted: readonly { accountId: string; uses: readonly Use[] }[],
  now: Date,
): Promise<Outcome[]> {
  const spends = wanted.flatMap(({ accountId, uses }) =>
    uses.flatMap(({ meter, quantity: used }): Spend[] => {
      const rate = rates.get(meter);
      const priced = rate && priceQuantity(rate, used);
      if (!rate || !priced?.ok) return [];
      const { credits: amount, quantity } = priced;
      const request = { accountId, amount, meter, quantity, rateVersion: rate.version, description: rate.name };
      return [{ verb: "debit", request, now }];
    }),
  );
  const outcomes: Outcome[] = [];
  for (let from = 0; from < spends.length; from += AT_ONCE) {
    const results = await spendBatch(services.database.sql, spends.slice(from, from + AT_ONCE), { wait: true });
    for (const result of results) outcomes.push(result === "busy" ? "busy" : result.ok ? "done" : result.reason);
  }
  return outcomes;
}
