/**
 * A total as a JSON integer while it is a safe one, as decimal text beyond. Balances are kept within range; what was
 * spent in all the years has no bound.
 */
export function jsonTotal(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** A bigint as a JSON integer. Throws where a reader's double would round it: a wrong number is worse than none. */
export function jsonInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no safe JSON integer.`);
  return number;
}
