/** `31 Jan 2027`, in UTC, from engine seconds. */
export function shortDate(at: number): string {
  const format = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(at * 1000));
}

export function dateTime(at: number): string {
  return `${new Date(at * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
