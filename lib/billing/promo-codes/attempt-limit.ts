import type pg from "pg";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

export type AttemptLimit = {
  /** Counts an attempt before the code is checked, so that concurrent attempts count like sequential ones. */
  take: (userId: string) => Promise<{ ok: true } | { ok: false; reason: "rate_limited"; retryAfterSeconds: number }>;
  /** A successful attempt does not count. */
  forgive: (userId: string) => Promise<void>;
};

const HOUR_SECONDS = 3_600;

/** Invalid codes a user may try per hour, so that codes cannot be guessed. */
export function createAttemptLimit(pool: pg.Pool, triesPerHour: number): AttemptLimit {
  const limiter = postgresLimiter(pool, "promo-code", triesPerHour, HOUR_SECONDS);
  return {
    take: async (userId) => {
      const waitMs = await takePoint(limiter, userId);
      if (waitMs === null) return { ok: true };
      return { ok: false, reason: "rate_limited", retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
    },
    forgive: async (userId) => {
      await limiter.reward(userId);
    },
  };
}

/** The limit of this process. */
export const attemptLimit = oncePerProcess(
  "attemptLimit",
  (): AttemptLimit => createAttemptLimit(database().pool, env().PROMO_CODE_TRIES_PER_HOUR),
);
