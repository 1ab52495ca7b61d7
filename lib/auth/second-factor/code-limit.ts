import type pg from "pg";
import { isKnownDevice } from "@/lib/auth/known-device";
import type { Attempt } from "@/lib/auth/rate-limits";
import { type Db, database } from "@/lib/db";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/**
 * Where a code comes from. Each source has its own budget per account, so that someone with only the password who enters
 * wrong codes does not lock out the owner on a known device or in a signed-in session.
 */
export type CodeSource = "stranger" | "known_device" | "signed_in";

/** Counts attempts at the codes of an account. */
export type CodeLimit = (who: { userId: string; source: CodeSource }) => Promise<Attempt>;

// Three of a million codes are valid at any moment. With only the password, an attacker has 16 attempts per hour, a chance
// of 1 in 21,000: 50% after 600 days. With the cookie of a known device and a session past the second factor as well, it
// is 10 in 15 minutes and 40 per hour: 50% after 240 days. Every wrong code is in the audit log.
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

/** The source of a sign-in code: whether its device, by the cookie `refill-device`, has signed in before. */
export async function codeSource(
  db: Db,
  { userId, deviceToken: token }: { userId: string; deviceToken: string | null },
): Promise<CodeSource> {
  return token !== null && (await isKnownDevice(db, { userId, token })) ? "known_device" : "stranger";
}

/** The limit of this process. */
export const codeLimit = oncePerProcess("codeLimit", (): CodeLimit => createCodeLimit(database().pool));
