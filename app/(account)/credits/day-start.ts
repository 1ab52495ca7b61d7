/**
 * The moment a calendar day ("2026-11-24") begins in a time zone; `daysLater` counts on from it. Null when the text is
 * no day.
 */
export function dayStart(day: string, timeZone: string, daysLater = 0): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year || !month || !date) return null;
  const asUtc = Date.UTC(Number(year), Number(month) - 1, Number(date) + daysLater);
  // The offset is asked for twice: the first answer may be from the other side of a change of clocks.
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return new Date(asUtc - offsetMs(guess, timeZone));
}

function offsetMs(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const name = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
  const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  return sign === "-" ? -size : size;
}
