/** Whether the worker inside this process is running; null in a process without one. */
export type WorkerState = "starting" | "running" | "stopped" | null;

export function workerState(): WorkerState {
  return globalWorker.refillWorkerState ?? null;
}

export function noteWorkerState(state: WorkerState): void {
  globalWorker.refillWorkerState = state;
}

// Each route is a separate bundle with its own modules; readiness reads what the server's startup wrote.
const globalWorker = globalThis as typeof globalThis & { refillWorkerState?: WorkerState };
