import { createHash } from "node:crypto";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { budgetOf, giveBackToBudget, reportsLockOut, sweepBudgets, takeFromBudget } from "@/lib/auth/sign-in-budget";
import { clearPlace, giveBackPlace, sweepPlaces, takePlace, touchPlace } from "@/lib/auth/sign-in-place";
import { type Database, database } from "@/lib/db";
import { env } from "@/lib/env";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** A try at signing up. What succeeded is told with `forgive`, so that only failures add up. */
export type Attempt = { ok: true; forgive: () => Promise<void> } | { ok: false; retryAfterSeconds: number };

/** A try at signing in. */
export type SignInAttempt =
  | {
      ok: true;
      forgive: () => Promise<void>;
      /** A write that changes nothing, so that a failure nobody records takes as long as one that is recorded. */
      touch: () => Promise<void>;
    }
  | {
      ok: false;
      retryAfterSeconds: number;
      /** Only devices that signed in before are let in to this account for now, and this is the first to hear of it. */
      lockedOut: boolean;
    };

/** Who tries: `knownDevice` is what tells a device apart that has signed in to this account before. */
export type SignInTry = { email: string; ip: string; knownDevice: string | null };

export type RateLimits = {
  /**
   * Each failure makes the next wait for the same account from the same device or address longer. Beyond that the
   * devices that signed in before share a budget, which strangers' failures leave alone; all other devices together have
   * the account's budget, and each address its own limit. `at` is the machine's time.
   */
  signIn: (who: SignInTry, at: Date) => Promise<SignInAttempt>;
  /** Counted by address. */
  signUp: (who: { ip: string }) => Promise<Attempt>;
};

export type RateLimitSettings = {
  /** Wrong passwords for one account in any hour, from all devices that never signed in to it. */
  signInPerAccount: number;
  /** Wrong passwords from one address, per quarter of an hour. */
  signInPerIp: number;
  /** New accounts from one address, per hour. */
  signUpPerIp: number;
};

type Store = Pick<Database, "pool" | "sql">;

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

// Of all known devices of one account together: 14 in any hour, with the 85 that SIGN_IN_LIMIT_PER_ACCOUNT may be 99.
const KNOWN_DEVICES = { burst: 8, perHour: 6 };

/** Limits kept in Postgres, so that all processes share them; those by address in memory while Postgres does not answer. */
export function createRateLimits({ pool, sql }: Store, settings: RateLimitSettings): RateLimits {
  const strangers = budgetOf(settings.signInPerAccount);
  const address = postgresLimiter(pool, "sign-in-ip", settings.signInPerIp, QUARTER_HOUR);
  const newcomers = postgresLimiter(pool, "sign-up-ip", settings.signUpPerIp, HOUR);
  return {
    signIn: async ({ email, ip, knownDevice }, at) => {
      const place = digest(knownDevice === null ? `${email} from ${ip}` : `${email} on ${knownDevice}`);
      const budget = knownDevice === null ? strangers : KNOWN_DEVICES;
      const account = digest(knownDevice === null ? email : `${email} on known devices`);
      const forgivePlace = () => clearPlace(sql, place);
      const touch = () => touchPlace(sql, place);
      // Counted before the password is looked at: a thousand tries at once must not all get in before one has failed.
      const nextHere = await takePlace(sql, place, at);
      if (nextHere) return refusal(nextHere, at);
      const nextAtAll = await takeFromBudget(sql, account, budget, at);
      if (nextAtAll) {
        await giveBackPlace(sql, place, at);
        const lockedOut = knownDevice === null && (await reportsLockOut(sql, account, at));
        return { ...refusal(nextAtAll, at), lockedOut };
      }
      const giveBack = () => giveBackToBudget(sql, account, budget, at);
      const waitMs = knownDevice === null ? await takePoint(address, ip) : null;
      if (waitMs !== null) {
        await Promise.all([giveBackPlace(sql, place, at), giveBack()]);
        return refusal(new Date(at.getTime() + waitMs), at);
      }
      await Promise.all([sweepPlaces(sql, at), sweepBudgets(sql, at)]);
      return {
        ok: true,
        touch,
        forgive: async () => {
          await Promise.all([forgivePlace(), giveBack(), knownDevice === null && address.reward(ip)]);
        },
      };
    },
    signUp: ({ ip }) => attempt(newcomers, ip),
  };
}

/** The process's own limits. */
export function rateLimits(): RateLimits {
  const { SIGN_IN_LIMIT_PER_ACCOUNT, SIGN_IN_LIMIT_PER_IP, SIGN_UP_LIMIT_PER_IP, LOCAL_MODE } = env();
  // In local mode everyone comes from one address.
  const crowd = LOCAL_MODE ? 100 : 1;
  limits ??= createRateLimits(database(), {
    signInPerAccount: SIGN_IN_LIMIT_PER_ACCOUNT,
    signInPerIp: SIGN_IN_LIMIT_PER_IP * crowd,
    signUpPerIp: SIGN_UP_LIMIT_PER_IP * crowd,
  });
  return limits;
}

let limits: RateLimits | undefined;

async function attempt(limiter: RateLimiterPostgres, key: string): Promise<Attempt> {
  const waitMs = await takePoint(limiter, key);
  if (waitMs !== null) return { ok: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
  return {
    ok: true,
    forgive: async () => {
      await limiter.reward(key);
    },
  };
}

function refusal(next: Date, at: Date): { ok: false; retryAfterSeconds: number; lockedOut: boolean } {
  return {
    ok: false,
    retryAfterSeconds: Math.max(1, Math.ceil((next.getTime() - at.getTime()) / 1000)),
    lockedOut: false,
  };
}

// Addresses of people who never signed up stay out of the table.
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
