/** Stripe's seconds since 1970 as a Date. */
export function fromSeconds(seconds: number): Date {
  return new Date(seconds * 1000);
}

/** A Date as Stripe's whole seconds. */
export function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

/** Stripe's seconds, where they may be absent, as a Date. */
export function fromSecondsOrNull(seconds: number | null | undefined): Date | null {
  return seconds === null || seconds === undefined ? null : fromSeconds(seconds);
}

/** The id of a field that is an id or, when expanded, an object. */
export function idOf(value: string | { id: string } | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : value.id;
}

/** Stripe's enums are open: a value that is not in `known` becomes `otherwise`. */
export function knownOr<Known extends string, Otherwise extends string>(
  value: string | null | undefined,
  known: readonly Known[],
  otherwise: Otherwise,
): Known | Otherwise {
  return known.find((one) => one === value) ?? otherwise;
}

/**
 * A movement's fee in the currency that was charged: Stripe keeps it in the currency that the account is paid in, and tells
 * the rate of what was charged (docs.stripe.com/api/balance_transactions/object).
 */
export function feeOf({ fee, exchange_rate }: { fee: number; exchange_rate: number | null }): number {
  return Math.round(fee / (exchange_rate ?? 1));
}
