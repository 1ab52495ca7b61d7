import { setTimeout as sleep } from "node:timers/promises";

export type Duties = {
  /** Finishes running jobs and takes no more. */
  stopWorker: () => Promise<void>;
  endStreams: () => void;
  /** Accepts no more connections, and resolves when every request is answered. */
  closeServers: () => Promise<void>;
  /** Resolves when every accepted spend is answered and announced. */
  drainSpends: () => Promise<void>;
  closeDatabases: () => Promise<void>;
};

export type Patience = {
  /** How long requests are served after readiness has said no, so that load balancers send the next ones elsewhere. */
  noticeMs: number;
  /** The time for everything together. */
  totalMs: number;
};

/** The most that a process takes to stop. What kills processes that do not stop must wait longer. */
export const SHUTDOWN_MS = 20_000;

/**
 * Ends what a process does, in the order that loses nothing: serves on until load balancers have noticed, then answers what
 * has arrived, and only then lets go of spends and connections. Jobs are finished meanwhile. Returns "late" when that takes
 * longer than `totalMs`: spends are committed or not as their keys will show, and other workers take over the jobs.
 */
export async function shutDown(duties: Duties, { noticeMs, totalMs }: Patience): Promise<"done" | "late"> {
  const giveUp = new AbortController();
  const late = sleep(totalMs, "late" as const, { signal: giveUp.signal }).catch(() => "late" as const);
  try {
    return await Promise.race([endAll(duties, noticeMs), late]);
  } finally {
    giveUp.abort();
  }
}

async function endAll(duties: Duties, noticeMs: number): Promise<"done"> {
  const jobs = duties.stopWorker();
  // Awaited below; until then a failure must not count as unhandled.
  jobs.catch(() => undefined);
  await sleep(noticeMs);
  const answered = duties.closeServers();
  duties.endStreams();
  await answered;
  await duties.drainSpends();
  await jobs;
  await duties.closeDatabases();
  return "done";
}
