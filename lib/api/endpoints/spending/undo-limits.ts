import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Problem, rateLimited } from "@/lib/api/http/problems";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { oncePerProcess } from "@/lib/once-per-process";

/**
 * Refunding a spend and releasing a hold leave the balance unchanged, so they cost the caller nothing, but they add
 * rows each time. Therefore both are limited per account, in the memory of this process.
 */
export type UndoLimits = {
  /** Refunds of spends, by any caller. */
  refunds: UndoLimit;
  /** Holds placed by the account's owner. Those of service keys are not limited. */
  ownHolds: UndoLimit;
};

export type UndoLimit = {
  /** Counts one more. Returns the refusal if the limit is exceeded. */
  refuse: (accountId: string) => Promise<Problem | null>;
};

const HOUR_SECONDS = 3_600;

export function createUndoLimits(perHour: { refunds: number; ownHolds: number }): UndoLimits {
  return { refunds: createLimit("spend-refunds", perHour.refunds), ownHolds: createLimit("holds", perHour.ownHolds) };
}

function createLimit(name: string, perHour: number): UndoLimit {
  const limiter = new RateLimiterMemory({ points: perHour, duration: HOUR_SECONDS });
  return {
    refuse: async (accountId) => {
      try {
        await limiter.consume(accountId);
        return null;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        noteRateLimited(name);
        return rateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
      }
    },
  };
}

/** The limits of this process. */
export const undoLimits = oncePerProcess(
  "undoLimits",
  (): UndoLimits =>
    createUndoLimits({
      refunds: env().REFUND_LIMIT_PER_HOUR,
      ownHolds: env().HOLD_LIMIT_PER_HOUR,
    }),
);
