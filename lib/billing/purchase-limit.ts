import type pg from "pg";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";

export type TooMany = { ok: false; reason: "too_many_purchases"; retryAfterSeconds: number };

export type PurchaseLimit = {
  /** Counts a started purchase; returns the refusal when it exceeds the limit. */
  refuse: (userId: string) => Promise<TooMany | null>;
};

const HOUR_SECONDS = 3_600;

/**
 * Purchases a user may start per hour: Checkout sessions, subscriptions, plan changes, top-ups and retried payments
 * together.
 */
export function createPurchaseLimit(pool: pg.Pool, purchasesPerHour: number): PurchaseLimit {
  const limiter = postgresLimiter(pool, "purchase", purchasesPerHour, HOUR_SECONDS);
  return {
    refuse: async (userId) => {
      const waitMs = await takePoint(limiter, userId);
      if (waitMs === null) return null;
      return { ok: false, reason: "too_many_purchases", retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
    },
  };
}

/** The limit of this process. */
export const purchaseLimit = oncePerProcess(
  "purchaseLimit",
  (): PurchaseLimit => createPurchaseLimit(database().pool, env().PURCHASE_LIMIT_PER_HOUR),
);
