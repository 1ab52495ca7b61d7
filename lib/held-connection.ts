import { AsyncLocalStorage } from "node:async_hooks";

const held = new AsyncLocalStorage<true>();

/** Marks what `work` does, and all it calls, as holding a connection of a pool. */
export function holdingConnection<Result>(work: () => Promise<Result>): Promise<Result> {
  return held.run(true, work);
}

/** Whether the code that asks holds a connection of a pool, in a transaction or a session. */
export function isConnectionHeld(): boolean {
  return held.getStore() ?? false;
}
