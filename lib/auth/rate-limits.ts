import { createHash } from "node:crypto";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { budgetOf, giveBackToBudget, reportsLockOut, sweepBudgets, takeFromBudget } from "@/lib/auth/sign-in-budget";
import { clearPlace, giveBackPlace, sweepPlaces, takePlace, touchPlace } from "@/lib/auth/sign-in-place";
import { type Database, database } from "@/lib/db";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

/** An attempt to sign up. Successes are reported with `forgive`, so that only failures count. */
export type Attempt = { ok: true; forgive: () => Promise<void> } | { ok: false; retryAfterSeconds: number };

/** An attempt to sign in. */
export type SignInAttempt =
  | {
      ok: true;
      forgive: () => Promise<void>;
      /** A write that changes nothing, so that an unrecorded failure takes as long as a recorded one. */
      touch: () => Promise<void>;
    }
  | {
      ok: false;
      retryAfterSeconds: number;
      /** Only known devices may sign in to this account for now, and this attempt is the first to be refused for it. */
      lockedOut: boolean;
    };

/** Who makes the attempt: `knownDevice` identifies a device that has signed in to this account before. */
export type SignInTry = { email: string; ip: string; knownDevice: string | null };

export type RateLimits = {
  /**
   * Each failure lengthens the next wait for the same account from the same device or address. In addition, known devices
   * share a budget that strangers' failures do not touch; all other devices share the account's budget, and each address
   * has its own limit. `at` is the machine's time.
   */
  signIn: (who: SignInTry, at: Date) => Promise<SignInAttempt>;
  /** Counted by address. */
  signUp: (who: { ip: string }) => Promise<Attempt>;
};

export type RateLimitSettings = {
  /** Wrong passwords per account in any hour, from all devices that never signed in to it. */
  signInPerAccount: number;
  /** Wrong passwords per address in 15 minutes. */
  signInPerIp: number;
  /** New accounts per address in an hour. */
  signUpPerIp: number;
};

type Store = Pick<Database, "pool" | "sql">;

const QUARTER_HOUR = 15 * 60;
const HOUR = 60 * 60;

// All known devices of an account together: 14 in any hour, so with the maximum SIGN_IN_LIMIT_PER_ACCOUNT of 85 it is 99.
const KNOWN_DEVICES = { burst: 8, perHour: 6 };

/** Limits in Postgres, shared by all processes; those by address fall back to memory while Postgres does not respond. */
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
      // Counted before the password is checked: a thousand concurrent attempts must not pass before one has failed.
      const nextHere = await takePlace(sql, place, at);
      if (nextHere) {
        noteRateLimited("sign-in-place");
        return refusal(nextHere, at);
      }
      const nextAtAll = await takeFromBudget(sql, account, budget, at);
      if (nextAtAll) {
        noteRateLimited("sign-in-account");
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

/** The limits of this process. */
export const rateLimits = oncePerProcess("rateLimits", (): RateLimits => {
  const { SIGN_IN_LIMIT_PER_ACCOUNT, SIGN_IN_LIMIT_PER_IP, SIGN_UP_LIMIT_PER_IP, LOCAL_MODE } = env();
  // In local mode every request comes from one address.
  const crowd = LOCAL_MODE ? 100 : 1;
  return createRateLimits(database(), {
    signInPerAccount: SIGN_IN_LIMIT_PER_ACCOUNT,
    signInPerIp: SIGN_IN_LIMIT_PER_IP * crowd,
    signUpPerIp: SIGN_UP_LIMIT_PER_IP * crowd,
  });
});

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

// Hashed: addresses of people who never signed up stay out of the table.
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
