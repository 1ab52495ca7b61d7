import type { BillingServices } from "@/lib/billing/context";
import type { BillingRefusal } from "@/lib/billing/types";

/** `endsAt` is when the plan ends, or ended. */
export type SubscriptionCanceled = { ok: true; status: "scheduled" | "ended"; endsAt: Date } | BillingRefusal;

/** Ends the paid plan: with its period, keeping its credits until then, or now, with its credits. Packs stay. */
export async function cancelSubscription(
  _services: BillingServices,
  _wish: { userId: string; when: "period_end" | "now" },
  _now: Date,
): Promise<SubscriptionCanceled> {
  throw new Error("Not there yet.");
}
