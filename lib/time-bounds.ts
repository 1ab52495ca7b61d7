/**
 * The moments that anybody may name to the app: the years 1970 to 2200. Outside of them clocks, JSON and PostgreSQL each
 * write a date in their own way, and what was stored could not be read again.
 */
export const EARLIEST = new Date("1970-01-01T00:00:00Z");
/** The first moment that is too late. */
export const LATEST = new Date("2201-01-01T00:00:00Z");

/** Whether a moment may be named; an invalid Date may not. */
export function isWithinBounds(at: Date): boolean {
  return at >= EARLIEST && at < LATEST;
}
