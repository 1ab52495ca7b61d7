import { setTimeout as sleep } from "node:timers/promises";
import { hot, type Sql } from "@/lib/db";
import { atBank } from "./on-stripes-pages";

const LOOK_EVERY_MS = { first: 4, most: 32 };
const GIVE_UP_AFTER_MS = 60_000;

type Watched = { services: { database: { sql: Sql } }; stripeUrl: string };

/** Resolves once every webhook was delivered and the worker has done every job that is due or has to be tried again; one without attempts left is for
 * an admin. */
export async function settled({ services, stripeUrl }: Watched): Promise<void> {
  const { sql } = services.database;
  do {
    await jobsDone(sql);
    await atBank(stripeUrl, "webhooks/settle");
  } while (await hasJobs(sql));
}

async function jobsDone(sql: Sql): Promise<void> {
  const begun = performance.now();
  let pauseMs = LOOK_EVERY_MS.first;
  for (let left = await hasJobs(sql); left; left = await hasJobs(sql)) {
    if (performance.now() - begun > GIVE_UP_AFTER_MS) {
      throw new Error(`The worker does not finish; jobs left: ${left.count}. ${left.error ?? "Is it running?"}`);
    }
    await sleep(pauseMs);
    pauseMs = Math.min(2 * pauseMs, LOOK_EVERY_MS.most);
  }
}

async function hasJobs(sql: Sql): Promise<{ count: bigint; error: string | null } | null> {
  const [queue] = await hot(sql)<{ count: bigint; error: string | null }>`
    SELECT count(*), max(last_error) AS error
    FROM graphile_worker.jobs
    WHERE (locked_at IS NOT NULL OR run_at <= now() OR attempts > 0) AND attempts < max_attempts`;
  return queue && queue.count > 0n ? queue : null;
}
