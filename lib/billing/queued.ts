import { oncePerProcess } from "@/lib/once-per-process";

type Queues = Map<string, Promise<unknown>>;

const billingQueues = oncePerProcess("billingQueues", () => new WeakMap<object, Queues>());

/**
 * Runs `work` after earlier work under the same key in this process; a failure does not block what follows. `scope` is
 * what the keys belong to, such as a database.
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
  const queues = billingQueues().get(scope) ?? new Map();
  billingQueues().set(scope, queues);
  return queues;
}
