import { type Problem, rateLimited } from "@/lib/api/http/problems";
import { database, type Sql } from "@/lib/db";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { oncePerProcess } from "@/lib/once-per-process";
import { createSharedLimiter } from "@/lib/shared-limiter";

/**
 * Refunding a spend and releasing a hold leave the balance unchanged, so they cost the caller nothing, but they add
 * rows each time. Therefore both are limited per account.
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

export function createUndoLimits(perHour: { refunds: number; ownHolds: number }, sql: Sql): UndoLimits {
  return {
    refunds: createLimit("spend-refunds", perHour.refunds, sql),
    ownHolds: createLimit("holds", perHour.ownHolds, sql),
  };
}

function createLimit(name: string, perHour: number, sql: Sql): UndoLimit {
  const limiter = createSharedLimiter({ name, points: perHour, durationSeconds: HOUR_SECONDS }, sql);
  return {
    refuse: async (accountId) => {
      const { isOver, resetSeconds } = await limiter.count(accountId);
      if (!isOver) return null;
      noteRateLimited(name);
      return rateLimited(resetSeconds);
    },
  };
}

export const undoLimits = oncePerProcess(
  "undoLimits",
  (): UndoLimits =>
    createUndoLimits({ refunds: env().REFUND_LIMIT_PER_HOUR, ownHolds: env().HOLD_LIMIT_PER_HOUR }, database().sql),
);
