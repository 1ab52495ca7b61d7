import type { Charge } from "@/lib/api/endpoints/spending/charge";
import { jsonInteger } from "@/lib/api/http/json";
import { invalidFields, type Problem, type ProblemField } from "@/lib/api/http/problems";
import { priceItems } from "@/lib/catalog/price-items";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { type RateCard, rateCard } from "@/lib/catalog/rate-card";
import type { Rate } from "@/lib/catalog/types";
import type { Sql } from "@/lib/db";
import type { SpendItem } from "@/lib/ledger/spend-details";
import { MAX_AMOUNT } from "@/lib/ledger/types";

/** A priced charge, as the ledger's verbs take it. */
export type Priced = {
  amount: bigint;
  meter: string | null;
  quantity: string | null;
  rateVersion: number | null;
  /** The parts of a charge over several meters. */
  items: SpendItem[] | null;
};

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
    const { amount, meter, quantity, items } = charge;
    if (amount !== undefined) return { ...NOT_METERED, amount: BigInt(amount) };
    const priced = items ? priceByMeters(await card(), items) : priceByMeter(await card(), named({ meter, quantity }));
    if (priced.ok) return priced.value;
    if (priced.archived && wasDone && (await wasDone())) return priced.archived;
    return invalidFields([priced.error]);
  };
}

const NOT_METERED = { meter: null, quantity: null, rateVersion: null, items: null };

function named({ meter, quantity }: Charge): { meter: string; quantity: string } {
  if (meter === undefined || quantity === undefined)
    throw new Error("A charge has an amount, a meter and quantity, or items.");
  return { meter, quantity };
}

type ByMeters =
  | { ok: true; value: Priced }
  /** `archived` is the price as if no meter were archived. */
  | { ok: false; error: ProblemField; archived?: Priced };

/** The current price of quantities of several meters together, or what is wrong with one of them. */
function priceByMeters(card: RateCard, items: readonly { meter: string; quantity: string }[]): ByMeters {
  const rated: { rate: Rate & { version: number }; quantity: string }[] = [];
  let archived: ProblemField | null = null;
  for (const [index, item] of items.entries()) {
    const alone = priceByMeter(card, item);
    const rate = card.get(item.meter);
    if (!rate || (!alone.ok && !alone.archived)) {
      const { field, message } = alone.ok ? NO_METER : alone.error;
      return { ok: false, error: { field: `items.${index}.${field}`, message } };
    }
    if (!alone.ok) archived ??= { ...alone.error, field: `items.${index}.${alone.error.field}` };
    rated.push({ rate, quantity: item.quantity });
  }
  const priced = priceItems(rated);
  if (!priced.ok) {
    return { ok: false, error: { field: "items", message: `The total exceeds ${jsonInteger(MAX_AMOUNT)} credits.` } };
  }
  const parts = items.map(({ meter }, index) => ({
    meter,
    quantity: priced.parts[index]?.quantity ?? "0",
    credits: jsonInteger(priced.parts[index]?.credits ?? 0n),
    rateVersion: rated[index]?.rate.version ?? 0,
  }));
  const value = { ...NOT_METERED, amount: priced.credits, items: parts };
  return archived ? { ok: false, error: archived, archived: value } : { ok: true, value };
}

const NO_METER: ProblemField = { field: "meter", message: "No such meter. GET /api/v1/plans lists all meters." };

type ByMeter =
  | { ok: true; value: PricedByMeter }
  /** `archived` is the price as if the meter were not archived. */
  | { ok: false; error: ProblemField; archived?: PricedByMeter };

/** The current price of a quantity, or what is wrong with it. */
export function priceByMeter(card: RateCard, { meter, quantity }: { meter: string; quantity: string }): ByMeter {
  const rate = card.get(meter);
  if (!rate) return { ok: false, error: NO_METER };
  const price = priceQuantity(rate, quantity);
  if (!price.ok) {
    const message =
      price.reason === "too_many_credits"
        ? `Costs more than ${jsonInteger(MAX_AMOUNT)} credits.`
        : "Not a valid quantity.";
    return { ok: false, error: { field: "quantity", message } };
  }
  const value = { amount: price.credits, meter, quantity: price.quantity, rateVersion: rate.version, items: null };
  if (rate.archivedAt === null) return { ok: true, value };
  const message = "This meter is archived and accepts no new spends.";
  return { ok: false, error: { field: "meter", message }, archived: value };
}
