import { setTimeout as sleep } from "node:timers/promises";

export type Duties = {
  /** Finishes running jobs and stops taking others. */
  stopWorker: () => Promise<void>;
  endStreams: () => void | Promise<void>;
  /** Stops accepting connections, and resolves when every request is answered. */
  closeServers: () => Promise<void>;
  /** Resolves when every accepted spend is answered and announced. */
  drainSpends: () => Promise<void>;
  closeDatabases: () => Promise<void>;
  /** Sends the traces that are waiting. */
  sendTraces: () => Promise<void>;
};

export type Patience = {
  /** How long requests are still served after the process says it is not ready, so that load balancers notice. */
  noticeMs: number;
  /** The time for everything together. */
  totalMs: number;
};

/** The most that a process takes to stop. What kills processes that do not stop must wait longer. */
export const SHUTDOWN_MS = 20_000;

/** `unfinished` are the duties that were cut off. */
export type Outcome = { inTime: true } | { inTime: false; unfinished: (keyof Duties)[] };

/**
 * Ends what a process does, in the order that loses nothing: serves on until load balancers have noticed, then answers what
 * has arrived, and only then lets go of spends and connections. Jobs are finished meanwhile. What takes longer than `totalMs`
 * is cut off: a spend is committed or not, as its key will show, and other workers take over the jobs.
 */
export async function shutDown(duties: Duties, { noticeMs, totalMs }: Patience): Promise<Outcome> {
  const unfinished = new Set<keyof Duties>();
  const perform = async (name: keyof Duties) => {
    unfinished.add(name);
    await duties[name]();
    unfinished.delete(name);
  };
  const giveUp = new AbortController();
  const late = sleep(totalMs, undefined, { signal: giveUp.signal }).then(
    () => ({ inTime: false as const, unfinished: [...unfinished] }),
    () => ({ inTime: true as const }),
  );
  const ended = endAll(perform, noticeMs).then(() => ({ inTime: true as const }));
  try {
    return await Promise.race([ended, late]);
  } finally {
    giveUp.abort();
  }
}

async function endAll(perform: (name: keyof Duties) => Promise<void>, noticeMs: number): Promise<void> {
  const jobs = perform("stopWorker");
  // Awaited below; until then a failure must not count as unhandled.
  jobs.catch(() => undefined);
  await sleep(noticeMs);
  await Promise.all([perform("closeServers"), perform("endStreams")]);
  await perform("drainSpends");
  await jobs;
  await perform("closeDatabases");
  await perform("sendTraces");
}
