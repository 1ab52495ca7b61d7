import type Stripe from "stripe";
import type { Tables } from "../../core/store/tables";
import type { Wire } from "../../core/wire";

type Balance = Wire<Stripe.Balance>;

/** What all movements come to, by currency: available from their day on, pending before. */
export function buildBalance(movements: readonly Tables["balance_transaction"][], now: number): Balance {
  const currencies = [...new Set(movements.map((row) => row.currency))].sort();
  const known = currencies.length === 0 ? ["usd"] : currencies;
  const sum = (currency: string, isAvailable: boolean) =>
    movements
      .filter((row) => row.currency === currency && row.available_on <= now === isAvailable)
      .reduce((total, row) => total + row.net, 0);
  const part = (isAvailable: boolean) => (currency: string) => {
    const amount = sum(currency, isAvailable);
    return { amount, currency, source_types: { card: amount } };
  };
  return {
    object: "balance",
    available: known.map(part(true)),
    livemode: false,
    pending: known.map(part(false)),
  };
}
