import type { BillingServices } from "@/lib/billing/context";
import type { BillingRefusal } from "@/lib/billing/types";

/** `payment_due`: a paused plan that goes on once its invoice is paid. */
export type SubscriptionResumed =
  | { ok: true; status: "resumed" }
  | { ok: true; status: "payment_due"; invoiceUrl: string | null }
  | BillingRefusal;

/** Takes back a cancellation before it comes into effect; a paused plan goes on. One that is not to end stays as it is. */
export async function resumeSubscription(
  _services: BillingServices,
  _wish: { userId: string },
  _now: Date,
): Promise<SubscriptionResumed> {
  throw new Error("Not there yet.");
}
