import { createHash } from "node:crypto";
import type pg from "pg";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** A try at signing in or up. What succeeded is told with `forgive`, so that only failures add up. */
export type Attempt = { ok: true; forgive: () => Promise<void> } | { ok: false; retryAfterSeconds: number };

export type RateLimits = {
  /** Counted by account and address together, by account, and by address. */
  signIn: (who: { email: string; ip: string }) => Promise<Attempt>;
  /** Counted by address. */
  signUp: (who: { ip: string }) => Promise<Attempt>;
};

export type RateLimitSettings = {
  /** Wrong passwords for one account from one address, per quarter of an hour. */
  signInPerAccount: number;
  /** Wrong passwords from one address, per quarter of an hour. */
  signInPerIp: number;
  /** New accounts from one address, per hour. */
  signUpPerIp: number;
};

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;
// From everywhere together an account bears more, or anyone could lock its owner out from afar.
const ACCOUNT_FACTOR = 5;

/** Limits kept in Postgres, so that all processes share them; in memory for as long as Postgres does not answer. */
export function createRateLimits(pool: pg.Pool, settings: RateLimitSettings): RateLimits {
  const limiter = (name: string, points: number, duration: number) => postgresLimiter(pool, name, points, duration);
  const pair = limiter("sign-in-pair", settings.signInPerAccount, QUARTER_HOUR);
  const account = limiter("sign-in-account", settings.signInPerAccount * ACCOUNT_FACTOR, QUARTER_HOUR);
  const address = limiter("sign-in-ip", settings.signInPerIp, QUARTER_HOUR);
  const newcomers = limiter("sign-up-ip", settings.signUpPerIp, HOUR);
  return {
    signIn: ({ email, ip }) =>
      attempt([
        [pair, digest(`${email} ${ip}`)],
        [account, digest(email)],
        [address, ip],
      ]),
    signUp: ({ ip }) => attempt([[newcomers, ip]]),
  };
}

/** The process's own limits. */
export function rateLimits(): RateLimits {
  const { SIGN_IN_LIMIT_PER_ACCOUNT, SIGN_IN_LIMIT_PER_IP, SIGN_UP_LIMIT_PER_IP, LOCAL_MODE } = env();
  // In local mode everyone comes from one address.
  const crowd = LOCAL_MODE ? 100 : 1;
  limits ??= createRateLimits(database().pool, {
    signInPerAccount: SIGN_IN_LIMIT_PER_ACCOUNT,
    signInPerIp: SIGN_IN_LIMIT_PER_IP * crowd,
    signUpPerIp: SIGN_UP_LIMIT_PER_IP * crowd,
  });
  return limits;
}

let limits: RateLimits | undefined;

// Counted before the password is looked at: a thousand tries at once must not all get in before the first has failed.
async function attempt(limiters: [RateLimiterPostgres, string][]): Promise<Attempt> {
  for (const [limiter, key] of limiters) {
    const waitMs = await takePoint(limiter, key);
    if (waitMs !== null) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
  }
  return {
    ok: true,
    forgive: async () => {
      await Promise.all(limiters.map(([limiter, key]) => limiter.reward(key)));
    },
  };
}

// Addresses of people who never signed up stay out of the table.
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
