/**
 * A total as a JSON integer while that is safe, as a decimal string beyond. Balances are kept within range; totals over
 * years are unbounded.
 */
export function jsonTotal(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** A bigint as a JSON integer. Throws if a double would round it: no number is better than a wrong one. */
export function jsonInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no safe JSON integer.`);
  return number;
}
