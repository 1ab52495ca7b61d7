import type { Sql } from "@/lib/db";

/** Tries that need not wait for one another. After them each doubles the wait for the next, from two seconds on. */
const FREE_TRIES = 3;
const LONGEST_WAIT_SECONDS = 900;
const FORGOTTEN_AFTER_MS = 3_600_000;

/**
 * Counts a try to sign in, for one account from one device or network. Null when it may be made, else the moment of the
 * next. That lets 15 tries in within an hour. One statement: of many at once no more get in than one after another.
 */
export async function takePlace(sql: Sql, key: string, at: Date): Promise<Date | null> {
  const forgotten = new Date(at.getTime() - FORGOTTEN_AFTER_MS);
  const taken = await sql<{ failures: number }>`
    INSERT INTO sign_in_place AS place (key, failures, last_try_at, next_try_at)
    VALUES (${key}, 1, ${at}::timestamptz, ${at}::timestamptz)
    ON CONFLICT (key) DO UPDATE SET
      failures = CASE WHEN place.last_try_at <= ${forgotten}::timestamptz THEN 1 ELSE place.failures + 1 END,
      last_try_at = ${at}::timestamptz,
      next_try_at = ${at}::timestamptz + make_interval(secs => CASE
        WHEN place.last_try_at <= ${forgotten}::timestamptz OR place.failures < ${FREE_TRIES}::integer THEN 0
        ELSE least(${LONGEST_WAIT_SECONDS}::integer, 2 ^ least(place.failures + 1 - ${FREE_TRIES}::integer, 20))
      END)
    WHERE place.next_try_at <= ${at}::timestamptz OR place.last_try_at <= ${forgotten}::timestamptz
    RETURNING failures`;
  if (taken.length > 0) return null;
  const [place] = await sql<{ nextTryAt: Date }>`
    SELECT next_try_at AS "nextTryAt" FROM sign_in_place WHERE key = ${key}`;
  return place?.nextTryAt ?? at;
}

/** A try that does not count after all. */
export async function giveBackPlace(sql: Sql, key: string, at: Date): Promise<void> {
  await sql`
    UPDATE sign_in_place SET failures = failures - 1, next_try_at = least(next_try_at, ${at}::timestamptz)
    WHERE key = ${key}`;
}

/** Who signs in from there begins anew. */
export async function clearPlace(sql: Sql, key: string): Promise<void> {
  await sql`DELETE FROM sign_in_place WHERE key = ${key}`;
}

/** Writes the row as it is. */
export async function touchPlace(sql: Sql, key: string): Promise<void> {
  await sql`UPDATE sign_in_place SET failures = failures WHERE key = ${key}`;
}

/** Removes a few of those that are forgotten: each failure adds one row at most, and takes away more. */
export async function sweepPlaces(sql: Sql, at: Date): Promise<void> {
  const forgotten = new Date(at.getTime() - FORGOTTEN_AFTER_MS);
  await sql`
    DELETE FROM sign_in_place WHERE key IN (
      SELECT key FROM sign_in_place WHERE last_try_at <= ${forgotten}::timestamptz LIMIT 10 FOR UPDATE SKIP LOCKED)`;
}
