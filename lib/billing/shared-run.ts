const processGlobal = globalThis as typeof globalThis & { refillSharedRuns?: WeakMap<object, Runs> };

type Runs = Map<string, Shared>;
type Shared = { running: Promise<unknown>; next: Promise<unknown> | null };

/**
 * Runs `work` once for all who ask for it under the same key at the same time in this process. Who asks while it runs
 * shares the run after it: what they want to see may have happened since it began. So there is never more than one run,
 * and one that waits. For work that gives the same to everybody who asks, and may be repeated. `scope` is what the keys
 * are of, such as a database.
 */
export async function sharedRun<Result>(scope: object, key: string, work: () => Promise<Result>): Promise<Result> {
  const runs = runsOf(scope);
  const current = runs.get(key);
  // What is kept under a key came from the same work, so that it has the same type.
  if (current?.next) return current.next as Promise<Result>;
  if (current) {
    const next = current.running.then(
      () => start(runs, key, work),
      () => start(runs, key, work),
    );
    current.next = next;
    return next;
  }
  return start(runs, key, work);
}

async function start<Result>(runs: Runs, key: string, work: () => Promise<Result>): Promise<Result> {
  const running = work();
  const run: Shared = { running, next: null };
  runs.set(key, run);
  try {
    return await running;
  } finally {
    if (!run.next && runs.get(key) === run) runs.delete(key);
  }
}

function runsOf(scope: object): Runs {
  processGlobal.refillSharedRuns ??= new WeakMap();
  const runs = processGlobal.refillSharedRuns.get(scope) ?? new Map();
  processGlobal.refillSharedRuns.set(scope, runs);
  return runs;
}
