import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/lib/log";

export type DatabaseTextOptions = {
  /** Reads the gauges, as text. */
  read: () => Promise<string>;
  /** The machine's time in milliseconds. */
  clock?: () => number;
  /** How long a result is kept. */
  keepMs?: number;
  /** How long a caller waits for a result. */
  patienceMs?: number;
};

/**
 * The gauges that are read from the database. A read serves every scraper for a few seconds, also one that failed, and
 * never more than one is under way. When the database does not answer in time, the result is only that it is down: no
 * figure is repeated that may no longer be true.
 */
export function databaseText({
  read,
  clock = () => performance.now(),
  keepMs = 5_000,
  patienceMs = 2_000,
}: DatabaseTextOptions): () => Promise<string> {
  let running: Promise<string> | null = null;
  let last: { text: string; at: number } | null = null;

  function start(): Promise<string> {
    const begun = clock();
    const reading = read().then(
      (text) => stateText(true, (clock() - begun) / 1000) + text,
      (error: unknown) => {
        log.warn({ err: error }, "the metrics of the database could not be read");
        return stateText(false, (clock() - begun) / 1000);
      },
    );
    return reading.then((text) => {
      last = { text, at: clock() };
      running = null;
      return text;
    });
  }

  return async () => {
    if (last && clock() - last.at < keepMs) return last.text;
    running ??= start();
    const giveUp = new AbortController();
    const silent = stateText(false, patienceMs / 1000);
    try {
      return await Promise.race([running, sleep(patienceMs, silent, { signal: giveUp.signal }).catch(() => silent)]);
    } finally {
      giveUp.abort();
    }
  };
}

function stateText(up: boolean, seconds: number): string {
  return `# HELP refill_database_up Whether the database answered with the figures that are read from it.
# TYPE refill_database_up gauge
refill_database_up ${up ? 1 : 0}
# HELP refill_database_read_seconds How long reading them took, or was waited for.
# TYPE refill_database_read_seconds gauge
refill_database_read_seconds ${seconds}

`;
}
