import { mkdirSync, writeFileSync } from "node:fs";
import type { Goal, Outcome, Row, Scenario } from "./scenario";

export function printRows(rows: Row[]): void {
  if (rows.length === 0) return;
  console.table(
    rows.map(({ what, callers, perSecond, p50Ms, p95Ms, p99Ms, ratio, p99Ratio, against, cpuMs }) => ({
      what,
      callers,
      "per second": Math.round(perSecond),
      "p50 ms": p50Ms.toFixed(2),
      "p95 ms": p95Ms.toFixed(2),
      "p99 ms": p99Ms.toFixed(2),
      ratio: ratio?.toFixed(2) ?? "",
      "p99 ratio": p99Ratio?.toFixed(2) ?? "",
      against: against ?? "",
      ...(cpuMs != null && { "CPU ms": cpuMs.toFixed(3) }),
    })),
  );
}

export function printGoals(goals: Goal[]): void {
  if (goals.length === 0) return;
  console.table(
    goals.map(({ what, wanted, measured, met }) => ({
      goal: what,
      wanted,
      measured: measured >= 100 ? String(Math.round(measured)) : measured.toFixed(2),
      met: met ? "yes" : "NO",
    })),
  );
}

export type Result = { scenario: Pick<Scenario, "name" | "title"> } & Outcome;

/** Writes all measurements to bench/results, and returns the file name. */
export function writeResults(about: object, quick: boolean, results: Result[], at: Date): string {
  mkdirSync("bench/results", { recursive: true });
  const file = `bench/results/${at.toISOString().replaceAll(":", "-").slice(0, 19)}.json`;
  writeFileSync(file, `${JSON.stringify({ at, quick, ...about, results }, null, 2)}\n`);
  return file;
}
