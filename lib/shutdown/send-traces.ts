import { log } from "@/lib/log";
import { tracing } from "@/lib/tracing";
import { withinTime } from "@/lib/within-time";

/** The most that traces may delay a process that stops: its jobs and requests have ended by then. */
const PATIENCE_MS = 2_000;

/** Ends tracing, after the traces that are waiting were sent. A collector that does not take them in time loses them. */
export async function sendTraces(patienceMs = PATIENCE_MS): Promise<void> {
  const ending = tracing()?.end();
  if (!ending) return;
  try {
    await withinTime(ending, patienceMs, "The collector did not take them in time.");
  } catch (error) {
    log.warn({ err: error }, "the last traces could not be sent");
  }
}
