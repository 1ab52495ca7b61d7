const UNITS: readonly [number, string][] = [
  [86_400, "day"],
  [3600, "hour"],
  [60, "minute"],
  [1, "second"],
];

/** So many seconds as what follows "any": "5 hours", "7 days", "hour"; a single day is 24 hours, as it begins at any time. */
export function windowLength(seconds: number): string {
  const [length, unit] = UNITS.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, "second"];
  const count = seconds / length;
  return count === 1 ? (unit === "day" ? "24 hours" : unit) : `${count} ${unit}s`;
}
