/**
 * The dates that requests may contain: the years 1970 to 2200. Outside of them JavaScript, JSON and PostgreSQL write
 * dates differently, so a stored one could not be read back.
 */
export const EARLIEST = new Date("1970-01-01T00:00:00Z");
/** The first moment that is out of bounds. */
export const LATEST = new Date("2201-01-01T00:00:00Z");

/** Whether a moment is within bounds; an invalid Date is not. */
export function isWithinBounds(at: Date): boolean {
  return at >= EARLIEST && at < LATEST;
}
