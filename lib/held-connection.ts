import { AsyncLocalStorage } from "node:async_hooks";

const held = new AsyncLocalStorage<true>();

/** Marks that `work`, and everything it calls, runs while holding a pool connection. */
export function holdingConnection<Result>(work: () => Promise<Result>): Promise<Result> {
  return held.run(true, work);
}

/** Whether the calling code holds a pool connection, in a transaction or a session. */
export function isConnectionHeld(): boolean {
  return held.getStore() ?? false;
}
