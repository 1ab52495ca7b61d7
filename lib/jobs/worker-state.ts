import { oncePerProcess } from "@/lib/once-per-process";

/** What the worker inside this process is doing; null in a process without one. */
export type WorkerState = "starting" | "running" | "unproven" | "stopped" | null;

/** `unproven` is a running worker without its liveness lock: other workers would release the jobs that it runs. */
export function workerState(): WorkerState {
  const { now, isProven } = state();
  return now === "running" && !isProven ? "unproven" : now;
}

export function noteWorkerState(next: Exclude<WorkerState, "unproven">): void {
  state().now = next;
}

/** Notes whether the worker holds its liveness lock. */
export function noteWorkerProof(isHeld: boolean): void {
  state().isProven = isHeld;
}

type State = { now: Exclude<WorkerState, "unproven">; isProven: boolean };

// Each route is a separate bundle with its own modules; readiness reads what the server's startup wrote.
const state = oncePerProcess("workerState", (): State => ({ now: null, isProven: false }));
