import type pg from "pg";
import type { BillingServices } from "@/lib/billing/context";
import { type PurchaseLimit, purchaseLimit, type TooMany } from "@/lib/billing/purchase-limit";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";
import { services } from "@/lib/services";

export type StripeLimit = {
  /** Counts a request to Stripe on a user's behalf; returns the refusal when it exceeds the limit. */
  refuse: (userId: string) => Promise<TooMany | null>;
};

const MINUTE_SECONDS = 60;

/** Requests to Stripe per minute that each user may cause, across all processes. */
export function createStripeLimit(pool: pg.Pool, timesPerMinute: number): StripeLimit {
  const limiter = postgresLimiter(pool, "stripe", timesPerMinute, MINUTE_SECONDS);
  return {
    refuse: async (userId) => {
      const waitMs = await takePoint(limiter, userId);
      if (waitMs === null) return null;
      return { ok: false, reason: "too_many_purchases", retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
    },
  };
}

/**
 * The services of verbs that a user can call, unlike those of jobs: the request to Stripe was counted against the
 * user's limit, and starting a purchase counts as one as well.
 */
export type CallerServices = BillingServices & { purchases: PurchaseLimit };

/**
 * The services for a page or route that calls Stripe on a user's behalf; a refusal when the user exceeds the limit.
 * Code that a user can call reaches Stripe only through this.
 */
export async function stripeFor(userId: string): Promise<({ ok: true } & CallerServices) | TooMany> {
  const refused = await stripeLimit().refuse(userId);
  return refused ?? { ok: true, ...services(), purchases: purchaseLimit() };
}

const stripeLimit = oncePerProcess("stripeLimit", () =>
  createStripeLimit(database().pool, env().STRIPE_LIMIT_PER_MINUTE),
);
