import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Problem, rateLimited } from "@/lib/api/http/problems";
import { env } from "@/lib/env";

/**
 * What leaves the balance as it was costs its caller nothing and the database a row or two each time: spending one credit
 * and having it back, placing a hold and letting it go. Each has a limit of its own for each account, in this process.
 */
export type UndoLimits = {
  /** Refunds of spends, no matter who gives them. */
  refunds: UndoLimit;
  /** Holds that the account's owner places; those of service keys are the app's own affair. */
  ownHolds: UndoLimit;
};

export type UndoLimit = {
  /** Counts one more; the refusal when it is one too many. */
  refuse: (accountId: string) => Promise<Problem | null>;
};

const HOUR_SECONDS = 3_600;

export function createUndoLimits(perHour: { refunds: number; ownHolds: number }): UndoLimits {
  return { refunds: createLimit(perHour.refunds), ownHolds: createLimit(perHour.ownHolds) };
}

function createLimit(perHour: number): UndoLimit {
  const limiter = new RateLimiterMemory({ points: perHour, duration: HOUR_SECONDS });
  return {
    refuse: async (accountId) => {
      try {
        await limiter.consume(accountId);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return rateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
      }
    },
  };
}

/** The process's own. */
export function undoLimits(): UndoLimits {
  globalLimits.refillUndoLimits ??= createUndoLimits({
    refunds: env().REFUND_LIMIT_PER_HOUR,
    ownHolds: env().HOLD_LIMIT_PER_HOUR,
  });
  return globalLimits.refillUndoLimits;
}

// Each route is a bundle with modules of its own; they count together.
const globalLimits = globalThis as typeof globalThis & { refillUndoLimits?: UndoLimits };
