import pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";

/**
 * A rate limiter in Postgres, shared by all processes, with a fallback to memory while Postgres does not respond. Allows
 * `points` attempts per key in `duration` seconds.
 */
export function postgresLimiter(pool: pg.Pool, name: string, points: number, duration: number): RateLimiterPostgres {
  const options = { keyPrefix: name, points, duration };
  return new RateLimiterPostgres({
    ...options,
    storeClient: plainNumbers(pool),
    storeType: "client",
    tableName: "rate_limit",
    tableCreated: true,
    insuranceLimiter: new RateLimiterMemory(options),
  });
}

/** Counts one attempt. Null when it is within the limit; otherwise the milliseconds to wait. */
export async function takePoint(limiter: RateLimiterPostgres, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    noteRateLimited(limiter.keyPrefix);
    return refusal.msBeforeNext;
  }
}

// The app's pool reads int8 as bigint; the limiter uses numbers.
function plainNumbers(pool: pg.Pool) {
  const types = {
    getTypeParser: (oid: number) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)),
  };
  return { query: (query: pg.QueryConfig) => pool.query({ ...query, types }) };
}
