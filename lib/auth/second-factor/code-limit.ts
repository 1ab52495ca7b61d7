import type pg from "pg";
import { isKnownDevice } from "@/lib/auth/known-device";
import type { Attempt } from "@/lib/auth/rate-limits";
import { type Db, database } from "@/lib/db";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/**
 * Where a code comes from. Each source has its own budget in each account, so that somebody who has the password alone
 * and gives wrong codes does not keep out the owner on a device that gave a right one before, or who is signed in.
 */
export type CodeSource = "stranger" | "known_device" | "signed_in";

/** Counts tries at the codes of one account. */
export type CodeLimit = (who: { userId: string; source: CodeSource }) => Promise<Attempt>;

// Three codes of a million are right at any moment. Somebody who has the password alone makes 16 tries an hour, one of
// 21,000 to hit: an even chance after 600 days. With the cookie of a known device and a session that is past the second
// factor as well it is ten in a quarter of an hour and 40 in an hour: an even chance after 240 days. Each wrong code is
// in the audit log.
const TRIES: Record<CodeSource, number> = { stranger: 4, known_device: 3, signed_in: 3 };
const QUARTER_HOUR = 15 * 60;

export function createCodeLimit(pool: pg.Pool, tries = TRIES): CodeLimit {
  const limiters = {
    stranger: postgresLimiter(pool, "second-factor", tries.stranger, QUARTER_HOUR),
    known_device: postgresLimiter(pool, "second-factor-device", tries.known_device, QUARTER_HOUR),
    signed_in: postgresLimiter(pool, "second-factor-session", tries.signed_in, QUARTER_HOUR),
  };
  return async ({ userId, source }) => {
    const limiter = limiters[source];
    const waitMs = await takePoint(limiter, userId);
    if (waitMs !== null) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
    return {
      ok: true,
      forgive: async () => {
        await limiter.reward(userId);
      },
    };
  };
}

/** The source of a code that signs in: whether the device, by its cookie `refill-device`, has signed in before. */
export async function codeSource(
  db: Db,
  { userId, deviceToken: token }: { userId: string; deviceToken: string | null },
): Promise<CodeSource> {
  return token !== null && (await isKnownDevice(db, { userId, token })) ? "known_device" : "stranger";
}

/** The process's own. */
export function codeLimit(): CodeLimit {
  limit ??= createCodeLimit(database().pool);
  return limit;
}

let limit: CodeLimit | undefined;
