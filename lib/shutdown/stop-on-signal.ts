import { log } from "@/lib/log";
import { type Duties, type Patience, shutDown } from "@/lib/shutdown/shut-down";
import { noteStopping } from "@/lib/shutdown/stopping";

/**
 * Stops this process in order on SIGTERM, and without notice on SIGINT, which is a person at a terminal. It replaces the
 * framework's own handlers: they refuse connections at once, before a load balancer can know, and exit before jobs have
 * ended. The exit code is 0, or 1 when something had to be cut off.
 */
export function stopOnSignal(duties: Duties, patience: Patience): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.removeAllListeners(signal);
    process.once(signal, async () => {
      noteStopping();
      const noticeMs = signal === "SIGTERM" ? patience.noticeMs : 0;
      log.info({ signal, noticeMs }, "stopping");
      const outcome = await shutDown(duties, { ...patience, noticeMs }).catch((error: unknown) => ({ error }));
      if (outcome === "done") log.info("stopped");
      else if (outcome === "late") log.error({ totalMs: patience.totalMs }, "stopped before everything had ended");
      else log.error({ err: outcome.error }, "could not stop in order");
      process.exit(outcome === "done" ? 0 : 1);
    });
  }
}
