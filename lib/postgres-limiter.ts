import pg from "pg";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

/**
 * Counts in Postgres, so that all processes count together; in memory for as long as Postgres does not answer. `points`
 * tries in `duration` seconds for each key.
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

/** Counts one try. Null when there was room; else how many milliseconds until there is. */
export async function takePoint(limiter: RateLimiterPostgres, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}

// The app's pool reads int8 as bigint; the limiter counts in numbers.
function plainNumbers(pool: pg.Pool) {
  const types = {
    getTypeParser: (oid: number) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)),
  };
  return { query: (query: pg.QueryConfig) => pool.query({ ...query, types }) };
}
