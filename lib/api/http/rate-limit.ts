import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Caller } from "@/lib/api/http/caller";
import { type Problem, rateLimited } from "@/lib/api/http/problems";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { oncePerProcess } from "@/lib/once-per-process";

export type RateLimit = {
  /** Counts a request. Returns the rate limit headers, and the refusal if the limit is exceeded. */
  count: (caller: Caller) => Promise<{ headers: Record<string, string>; refusal: Problem | null }>;
};

const WINDOW_SECONDS = 60;

/** Requests per minute for each service key, and for each other key or person without one. */
export type CallsPerMinute = { service: number; others: number };

/** Counted in the memory of this process, which costs nothing. */
export function createRateLimit(callsPerMinute: CallsPerMinute): RateLimit {
  const limiterOf = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
  const limiters = { service: limiterOf(callsPerMinute.service), others: limiterOf(callsPerMinute.others) };
  return {
    count: async ({ key, userId }) => {
      const kind = key?.service ? "service" : "others";
      const state = await consume(limiters[kind], key ? `key:${key.id}` : `user:${userId}`);
      const resetSeconds = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
      const isOver = state.consumedPoints > callsPerMinute[kind];
      if (isOver) noteRateLimited(kind === "service" ? "api-service-key" : "api-caller");
      return {
        headers: {
          "ratelimit-limit": String(callsPerMinute[kind]),
          "ratelimit-remaining": String(Math.max(0, state.remainingPoints)),
          "ratelimit-reset": String(resetSeconds),
        },
        refusal: isOver ? rateLimited(resetSeconds) : null,
      };
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(key);
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  }
}

/** The rate limit of this process. */
export const rateLimit = oncePerProcess(
  "rateLimit",
  (): RateLimit =>
    createRateLimit({
      service: env().API_RATE_LIMIT_PER_MINUTE_SERVICE,
      others: env().API_RATE_LIMIT_PER_MINUTE,
    }),
);
