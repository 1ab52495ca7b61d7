import type { Sql } from "@/lib/db";

/** Attempts that need not wait. After them each doubles the wait for the next, from two seconds on. */
const FREE_TRIES = 3;
const LONGEST_WAIT_SECONDS = 900;
const FORGOTTEN_AFTER_MS = 3_600_000;

/**
 * Counts a sign-in attempt for one account from one device or network. Null when it is allowed, otherwise the time of the
 * next. This allows 15 attempts within an hour. A single statement, so that concurrent attempts are counted one by one.
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

/** Returns an attempt that does not count after all. */
export async function giveBackPlace(sql: Sql, key: string, at: Date): Promise<void> {
  await sql`
    UPDATE sign_in_place SET failures = failures - 1, next_try_at = least(next_try_at, ${at}::timestamptz)
    WHERE key = ${key}`;
}

/** Resets the count after a successful sign-in from there. */
export async function clearPlace(sql: Sql, key: string): Promise<void> {
  await sql`DELETE FROM sign_in_place WHERE key = ${key}`;
}

/** Writes the row unchanged. */
export async function touchPlace(sql: Sql, key: string): Promise<void> {
  await sql`UPDATE sign_in_place SET failures = failures WHERE key = ${key}`;
}

/** Removes a few expired rows: each failure adds at most one row and removes more. */
export async function sweepPlaces(sql: Sql, at: Date): Promise<void> {
  const forgotten = new Date(at.getTime() - FORGOTTEN_AFTER_MS);
  await sql`
    DELETE FROM sign_in_place WHERE key IN (
      SELECT key FROM sign_in_place WHERE last_try_at <= ${forgotten}::timestamptz LIMIT 10 FOR UPDATE SKIP LOCKED)`;
}
