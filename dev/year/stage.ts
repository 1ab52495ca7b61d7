import type { CallerServices } from "@/lib/billing/stripe-limit";
import type { RateCard } from "@/lib/catalog/rate-card";

/** Somebody who has signed up. */
export type Member = { userId: string; accountId: string };

/** What acts are carried out with. */
export type Stage = {
  services: CallerServices;
  /** The local Stripe's address, for what people do on its pages and banks behind it. */
  stripeUrl: string;
  adminId: string;
  rates: RateCard;
  /** By their place in the script. */
  members: Map<number, Member>;
  /** One hash for everybody: hashing is slow on purpose. */
  passwordHash: string;
};

/** Done, or the reason why the app or Stripe refused. */
export type Outcome = "done" | string;

export const outcomeOf = (result: { ok: true } | { ok: false; reason: string }): Outcome =>
  result.ok ? "done" : result.reason;
