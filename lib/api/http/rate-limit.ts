import type { Caller } from "@/lib/api/http/caller";
import { type Problem, rateLimited } from "@/lib/api/http/problems";
import { database, type Sql } from "@/lib/db";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { oncePerProcess } from "@/lib/once-per-process";
import { createSharedLimiter } from "@/lib/shared-limiter";

export type RateLimit = {
  /** Counts a request. Returns the rate limit headers, and the refusal if the limit is exceeded. */
  count: (caller: Caller) => Promise<{ headers: Record<string, string>; refusal: Problem | null }>;
};

const WINDOW_SECONDS = 60;

/** Requests per minute for each service key, and for each other key or person without one. */
type CallsPerMinute = { service: number; others: number };

function createRateLimit(callsPerMinute: CallsPerMinute, sql: Sql): RateLimit {
  const limiterOf = (name: string, points: number) =>
    createSharedLimiter({ name, points, durationSeconds: WINDOW_SECONDS }, sql);
  const limiters = {
    service: limiterOf("api-service-key", callsPerMinute.service),
    others: limiterOf("api-caller", callsPerMinute.others),
  };
  return {
    count: async ({ key, userId }) => {
      const kind = key?.service ? "service" : "others";
      const { isOver, remaining, resetSeconds } = await limiters[kind].count(key ? `key:${key.id}` : `user:${userId}`);
      if (isOver) noteRateLimited(kind === "service" ? "api-service-key" : "api-caller");
      return {
        headers: {
          "ratelimit-limit": String(callsPerMinute[kind]),
          "ratelimit-remaining": String(remaining),
          "ratelimit-reset": String(resetSeconds),
        },
        refusal: isOver ? rateLimited(resetSeconds) : null,
      };
    },
  };
}

/** The rate limit of the API. */
export const rateLimit = oncePerProcess(
  "rateLimit",
  (): RateLimit =>
    createRateLimit(
      { service: env().API_RATE_LIMIT_PER_MINUTE_SERVICE, others: env().API_RATE_LIMIT_PER_MINUTE },
      database().sql,
    ),
);
