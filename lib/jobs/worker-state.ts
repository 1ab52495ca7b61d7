import { oncePerProcess } from "@/lib/once-per-process";

/** Whether the worker inside this process is running; null in a process without one. */
export type WorkerState = "starting" | "running" | "stopped" | null;

export function workerState(): WorkerState {
  return state().now;
}

export function noteWorkerState(next: WorkerState): void {
  state().now = next;
}

// Each route is a separate bundle with its own modules; readiness reads what the server's startup wrote.
const state = oncePerProcess("workerState", (): { now: WorkerState } => ({ now: null }));
