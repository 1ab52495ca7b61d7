export const USAGE = `Say where to: npm run time -- +1month | +2days | +3h | next-renewal | 2027-01-01 | 2027-01-01T12:00Z`;

export type Step = "next-renewal" | { to: Date } | { by: { months?: number; days?: number; hours?: number } };

/** Parses a time step from the command line; undefined when it is invalid. */
export function parseStep(word: string): Step | undefined {
  if (word === "next-renewal") return word;
  const [, count, unit] = /^\+(\d+)\s*(months?|mo|weeks?|w|days?|d|hours?|h)$/.exec(word) ?? [];
  if (count && unit) return { by: inUnits(Number(count), unit) };
  if (!/^\d{4}-\d{2}-\d{2}/.test(word)) return undefined;
  const to = new Date(word);
  return Number.isNaN(to.getTime()) ? undefined : { to };
}

function inUnits(count: number, unit: string): { months?: number; days?: number; hours?: number } {
  if (unit.startsWith("mo")) return { months: count };
  if (unit.startsWith("w")) return { days: 7 * count };
  if (unit.startsWith("d")) return { days: count };
  return { hours: count };
}
