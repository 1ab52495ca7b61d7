import { oncePerProcess } from "@/lib/once-per-process";

type Runs = Map<string, Shared>;
type Shared = { running: Promise<unknown>; next: Promise<unknown> | null };

const sharedRuns = oncePerProcess("sharedRuns", () => new WeakMap<object, Runs>());

/**
 * Runs `work` once for all concurrent callers with the same key in this process. A caller that arrives while it runs shares
 * the run after it, because what they want to see may have happened since it started. So there is never more than one run
 * and one waiting. For idempotent work with the same result for every caller. `scope` is what the keys belong to, such as
 * a database.
 */
export async function sharedRun<Result>(scope: object, key: string, work: () => Promise<Result>): Promise<Result> {
  const runs = runsOf(scope);
  const current = runs.get(key);
  // Entries under one key come from the same work, so they have the same type.
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
  const runs = sharedRuns().get(scope) ?? new Map();
  sharedRuns().set(scope, runs);
  return runs;
}
