/** Whether the worker inside this process runs; null in a process that has none. */
export type WorkerState = "starting" | "running" | "stopped" | null;

export function workerState(): WorkerState {
  return globalWorker.refillWorkerState ?? null;
}

export function noteWorkerState(state: WorkerState): void {
  globalWorker.refillWorkerState = state;
}

// Each route is a bundle with modules of its own; readiness reads what the server's start wrote.
const globalWorker = globalThis as typeof globalThis & { refillWorkerState?: WorkerState };
