import type pg from "pg";
import type { Attempt } from "@/lib/auth/rate-limits";
import { database } from "@/lib/db";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** Counts tries at the codes of one account, from wherever they come. */
export type CodeLimit = (userId: string) => Promise<Attempt>;

// Three codes of a million are right at any moment: at 40 wrong ones an hour somebody who has the password needs a year
// for an even chance.
const TRIES = 10;
const QUARTER_HOUR = 15 * 60;

export function createCodeLimit(pool: pg.Pool, tries = TRIES): CodeLimit {
  const limiter = postgresLimiter(pool, "second-factor", tries, QUARTER_HOUR);
  return async (userId) => {
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

/** The process's own. */
export function codeLimit(): CodeLimit {
  limit ??= createCodeLimit(database().pool);
  return limit;
}

let limit: CodeLimit | undefined;
