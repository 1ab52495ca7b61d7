/** A bigint as a JSON integer. Throws where a reader's double would round it: a wrong number is worse than none. */
export function jsonInteger(value: bigint): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is no safe JSON integer.`);
  return number;
}
