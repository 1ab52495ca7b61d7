import { setTimeout as sleep } from "node:timers/promises";
import type { RunningWorker } from "@/lib/jobs/run-worker";
import { noteWorkerState } from "@/lib/jobs/worker-state";
import { log } from "@/lib/log";

/**
 * Keeps a worker running in this process and restarts it when it cannot start or stops. A database that is down at boot
 * must not keep the site from starting. Returns a function that stops the worker for good.
 */
export function keepWorker(start: () => Promise<RunningWorker>, retryMs = 3_000): () => Promise<void> {
  const stopping = new AbortController();
  let worker: RunningWorker | null = null;

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        worker = await start();
        // Asked to stop while it was starting.
        if (stopping.signal.aborted) await worker.stop();
        else {
          noteWorkerState("running");
          log.info("worker started");
        }
        await worker.ended;
        if (!stopping.signal.aborted) log.error("the worker stopped unexpectedly; restarting it");
      } catch (error) {
        log.error({ err: error }, "the worker failed; restarting it");
      }
      worker = null;
      noteWorkerState("stopped");
      await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  noteWorkerState("starting");
  const kept = keep();
  return async () => {
    stopping.abort();
    await worker?.stop();
    await kept;
  };
}
