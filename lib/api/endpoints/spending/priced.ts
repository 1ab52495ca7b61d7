import type { Charge } from "@/lib/api/endpoints/spending/charge";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem, type ProblemField } from "@/lib/api/http/problems";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { type RateCard, rateCard } from "@/lib/catalog/rate-card";
import type { Sql } from "@/lib/db";
import { MAX_AMOUNT } from "@/lib/ledger/types";

/** A priced charge, as the ledger's verbs take it. */
export type Priced = { amount: bigint; meter: string | null; quantity: string | null; rateVersion: number | null };

/** A priced charge by meter. */
export type PricedByMeter = Priced & { meter: string; quantity: string; rateVersion: number };

/**
 * Prices the charges of one request, all by the same rate card, which is looked up with the first meter. An unknown or
 * archived meter and a quantity that costs too much are problems that name the field. `wasDone` checks whether the
 * request is a retry of a successful one, which is replayed even if the meter has been archived since.
 */
export function pricing(sql: Sql) {
  let found: Promise<RateCard> | null = null;
  const card = () => {
    found ??= rateCard().find(sql);
    return found;
  };
  return async (charge: Charge, wasDone?: () => Promise<boolean>): Promise<Priced | Problem> => {
    const { amount, meter, quantity } = charge;
    if (amount !== undefined) return { amount: BigInt(amount), meter: null, quantity: null, rateVersion: null };
    if (meter === undefined || quantity === undefined)
      throw new Error("A charge has an amount, or a meter and quantity.");
    const priced = priceByMeter(await card(), { meter, quantity });
    if (priced.ok) return priced.value;
    if (priced.archived && wasDone && (await wasDone())) return priced.archived;
    return invalidFields([priced.error]);
  };
}

type ByMeter =
  | { ok: true; value: PricedByMeter }
  /** `archived` is the price as if the meter were not archived. */
  | { ok: false; error: ProblemField; archived?: PricedByMeter };

/** The current price of a quantity, or what is wrong with it. */
export function priceByMeter(card: RateCard, { meter, quantity }: { meter: string; quantity: string }): ByMeter {
  const rate = card.get(meter);
  if (!rate) {
    const message = "No such meter. GET /api/v1/plans lists all meters.";
    return { ok: false, error: { field: "meter", message } };
  }
  const price = priceQuantity(rate, quantity);
  if (!price.ok) {
    const message =
      price.reason === "too_many_credits"
        ? `Costs more than ${jsonInteger(MAX_AMOUNT)} credits.`
        : "Not a valid quantity.";
    return { ok: false, error: { field: "quantity", message } };
  }
  const value = { amount: price.credits, meter, quantity: price.quantity, rateVersion: rate.version };
  if (rate.archivedAt === null) return { ok: true, value };
  const message = "This meter is archived and accepts no new spends.";
  return { ok: false, error: { field: "meter", message }, archived: value };
}
