import { log } from "@/lib/log";
import { processMetrics } from "@/lib/monitoring/process-metrics";
import { oncePerProcess } from "@/lib/once-per-process";
import type { Violation } from "@/lib/pages/csp-reports/violation-of";

const HOUR_MS = 60 * 60 * 1000;

/** The most lines an hour: a broken page has a few kinds of violations, and anyone can make up more. */
const MOST_LINES = 50;

/** Counts a violation, and logs the first of each kind in an hour. */
export function noteViolation(violation: Violation): void {
  const { directive, blocked, page, source } = violation;
  processMetrics().cspReports.inc({ directive });
  const logged = kindsOfTheHour();
  const kind = JSON.stringify([directive, blocked, page, source]);
  if (logged.has(kind) || logged.size >= MOST_LINES) return;
  logged.add(kind);
  log.warn({ ...violation, last: logged.size === MOST_LINES || undefined }, "Content-Security-Policy violation");
}

function kindsOfTheHour(): Set<string> {
  const state = logged();
  if (performance.now() - state.since >= HOUR_MS) Object.assign(state, { since: performance.now(), kinds: new Set() });
  return state.kinds;
}

const logged = oncePerProcess("loggedViolations", () => ({ since: performance.now(), kinds: new Set<string>() }));
