import { setTimeout as sleep } from "node:timers/promises";
import { hot, type Sql } from "@/lib/db";
import { log } from "@/lib/log";

/** Who waits for the answer: a person, or a job that can take its time. */
export type Caller = "person" | "job";

export type RequestBudget = {
  /** Waits until a request may be sent. Never refuses one. */
  take: () => Promise<void>;
};

export type RequestLimit = {
  sql: Sql;
  caller: Caller;
  /** Requests to Stripe that all processes may send in any second. */
  perSecond: number;
};

const KEY = "stripe_requests";

/**
 * A token bucket of a quarter of a second's requests, which fills with the other three quarters each second: so no second
 * has more than the limit. Jobs leave half of the bucket to people.
 */
const FILL_SHARE = 3 / 4;
const BUCKET_MS = 333;
const JOBS_MS = 166;

/** People wait no longer than this for other people's requests: Stripe may still accept theirs. */
const PATIENCE_MS = 2_000;

/**
 * Keeps all processes together under Stripe's limit (docs.stripe.com/rate-limits). A job waits while the bucket is at most
 * half full; a person's request only while it is empty, which jobs alone cannot make it. In Postgres, by its clock.
 */
export function createRequestBudget({ sql, caller, perSecond }: RequestLimit): RequestBudget {
  const eachMs = Math.ceil(1_000 / (perSecond * FILL_SHARE));
  const take = caller === "job" ? inLine(() => takeAsJob(sql, eachMs)) : () => takeAsPerson(sql, eachMs);
  return {
    take: async () => {
      try {
        await take();
      } catch (error) {
        // Stripe refuses what is too much, and the request is repeated then.
        log.warn({ err: error }, "the limit of requests to Stripe could not be checked; sending without");
      }
    },
  };
}

/** One after the other in this process, so that a waiting process asks Postgres once at a time and in order. */
function inLine(take: () => Promise<void>): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const mine = last.then(take, take);
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function takeAsJob(sql: Sql, eachMs: number): Promise<void> {
  while (!(await isTaken(sql, eachMs))) await sleep(eachMs);
}

/** The row says until when the bucket is not full: each request moves that on by the time that one token takes. */
async function isTaken(sql: Sql, eachMs: number): Promise<boolean> {
  const taken = await hot(sql)`
    INSERT INTO rate_limit AS bucket (key, points, expire)
    VALUES (${KEY}::text, 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + ${eachMs}::int)
    ON CONFLICT (key) DO UPDATE
      SET expire = greatest(bucket.expire + ${eachMs}::int, excluded.expire)
      WHERE bucket.expire + ${eachMs}::int <= excluded.expire + ${JOBS_MS}::int
    RETURNING key`;
  return taken.length > 0;
}

async function takeAsPerson(sql: Sql, eachMs: number): Promise<void> {
  const [taken] = await hot(sql)<{ aheadMs: bigint }>`
    INSERT INTO rate_limit AS bucket (key, points, expire)
    VALUES (${KEY}::text, 1, (extract(epoch FROM clock_timestamp()) * 1000)::bigint + ${eachMs}::int)
    ON CONFLICT (key) DO UPDATE
      SET expire = least(
        greatest(bucket.expire + ${eachMs}::int, excluded.expire),
        excluded.expire + ${BUCKET_MS + PATIENCE_MS}::int
      )
    RETURNING expire - (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS "aheadMs"`;
  const waitMs = Number(taken?.aheadMs ?? 0n) - Math.max(BUCKET_MS, eachMs);
  if (waitMs > 0) await sleep(Math.min(waitMs, PATIENCE_MS));
}
