const processGlobal = globalThis as typeof globalThis & { refillBillingQueues?: WeakMap<object, Queues> };

type Queues = Map<string, Promise<unknown>>;

/**
 * Runs `work` after what was queued before it under the same key in this process; what failed keeps nothing after it.
 * `scope` is what the keys are of, such as a database.
 */
export async function queued<Result>(scope: object, key: string, work: () => Promise<Result>): Promise<Result> {
  const queues = queuesOf(scope);
  const before = queues.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  queues.set(key, mine);
  try {
    return await mine;
  } finally {
    if (queues.get(key) === mine) queues.delete(key);
  }
}

function queuesOf(scope: object): Queues {
  processGlobal.refillBillingQueues ??= new WeakMap();
  const queues = processGlobal.refillBillingQueues.get(scope) ?? new Map();
  processGlobal.refillBillingQueues.set(scope, queues);
  return queues;
}
