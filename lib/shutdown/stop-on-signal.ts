import { log } from "@/lib/log";
import { type Duties, type Patience, shutDown } from "@/lib/shutdown/shut-down";
import { noteStopping } from "@/lib/shutdown/stopping";

// What is sent to a whole group of processes arrives twice: npm passes on what it gets itself.
const SAME_MS = 1_000;

/**
 * Stops this process in order on SIGTERM, and without notice on SIGINT, which is a person at a terminal. It replaces the
 * framework's own handlers: they refuse connections at once, before a load balancer can know, and exit before jobs have
 * ended. The exit code is 0, or 1 when something had to be cut off. Further signals change nothing, but for a later SIGINT,
 * which ends the process at once.
 */
export function stopOnSignal(duties: Duties, patience: Patience): void {
  let since: number | null = null;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    process.on(signal, async () => {
      if (since !== null) {
        if (signal === "SIGINT" && performance.now() - since > SAME_MS) process.exit(1);
        return;
      }
      since = performance.now();
      noteStopping();
      const noticeMs = signal === "SIGTERM" ? patience.noticeMs : 0;
      log.info({ signal, noticeMs }, "stopping");
      process.exit(await stop(duties, { ...patience, noticeMs }));
    });
  }
}

async function stop(duties: Duties, patience: Patience): Promise<0 | 1> {
  try {
    const outcome = await shutDown(duties, patience);
    if (outcome.inTime) log.info("stopped");
    else
      log.error({ unfinished: outcome.unfinished, totalMs: patience.totalMs }, "stopped before everything had ended");
    return outcome.inTime ? 0 : 1;
  } catch (error) {
    log.error({ err: error }, "could not stop in order");
    return 1;
  }
}
