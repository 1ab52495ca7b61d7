import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Sql } from "@/lib/db";
import { log } from "@/lib/log";

export type Counted = { isOver: boolean; remaining: number; resetSeconds: number };

export type SharedLimiter = {
  /** Counts one request of this key. */
  count: (key: string) => Promise<Counted>;
  /** Tells the other processes what was counted here, and learns what they counted. Runs by itself once a second. */
  share: () => Promise<void>;
};

export type SharedLimit = { name: string; points: number; durationSeconds: number };

const SHARE_MS = 1_000;
/** Keys below this share of their limit stay in this process: they are nearly all, and far from being refused. */
const QUIET_SHARE = 0.1;

/**
 * Limits requests per key over all processes, without waiting for the database: each process counts in its memory, and a
 * second later the others know. So a limit may be exceeded by what they send in that second, and by a tenth for each further
 * process. A caller that keeps to it is never refused. While the database is away, each process counts by itself.
 */
export function createSharedLimiter({ name, points, durationSeconds }: SharedLimit, sql: Sql): SharedLimiter {
  const memory = new RateLimiterMemory({ points, duration: durationSeconds });
  const quiet = Math.floor(points * QUIET_SHARE);
  const unsent = new Map<string, number>();
  const shared = new Map<string, { own: number; others: number; endsAt: number }>();
  let isDue = false;

  async function share(): Promise<void> {
    isDue = false;
    // In one order, so that processes that share at the same time do not wait for each other in a circle.
    const sent = [...unsent].sort(([one], [other]) => (one < other ? -1 : 1));
    unsent.clear();
    const at = Date.now();
    for (const [key, { endsAt }] of shared) if (endsAt <= at) shared.delete(key);
    if (sent.length === 0) return;
    try {
      for (const row of await add(sent, at)) {
        const key = row.key.slice(name.length + 1);
        const endsAt = Number(row.endsAt);
        const before = shared.get(key);
        const own = (before?.endsAt === endsAt ? before.own : 0) + (sent.find(([one]) => one === key)?.[1] ?? 0);
        shared.set(key, { own, others: Math.max(0, row.points - own), endsAt });
      }
    } catch (error) {
      log.debug({ err: error, limit: name }, "a rate limit could not be shared; this process counts by itself");
    }
  }

  function shareSoon(): void {
    if (isDue) return;
    isDue = true;
    setTimeout(() => void share(), SHARE_MS).unref();
  }

  function add(sent: [key: string, points: number][], at: number) {
    const keys = sent.map(([key]) => `${name}:${key}`);
    const counts = sent.map(([, count]) => count);
    const endsAt = at + durationSeconds * 1000;
    return sql<{ key: string; points: number; endsAt: bigint }>`
      INSERT INTO rate_limit AS kept (key, points, expire)
      SELECT sent.key, sent.points, ${endsAt}::bigint
      FROM unnest(${keys}::text[], ${counts}::int[]) AS sent(key, points)
      ON CONFLICT (key) DO UPDATE SET
        points = EXCLUDED.points + CASE WHEN kept.expire > ${at}::bigint THEN kept.points ELSE 0 END,
        expire = CASE WHEN kept.expire > ${at}::bigint THEN kept.expire ELSE EXCLUDED.expire END
      RETURNING key, points, expire AS "endsAt"`;
  }

  return {
    count: async (key) => {
      const { consumedPoints, msBeforeNext } = await consume(memory, key);
      const elsewhere = shared.get(key);
      const wait = elsewhere ? elsewhere.endsAt - Date.now() : 0;
      const others = elsewhere && wait > 0 ? elsewhere.others : 0;
      const isOver = consumedPoints + others > points;
      if (!isOver && consumedPoints > quiet) {
        unsent.set(key, (unsent.get(key) ?? 0) + 1);
        shareSoon();
      }
      return {
        isOver,
        remaining: Math.max(0, points - consumedPoints - others),
        resetSeconds: Math.max(1, Math.ceil(Math.max(msBeforeNext, others > 0 ? wait : 0) / 1000)),
      };
    },
    share,
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}
