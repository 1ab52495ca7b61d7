import type { Metadata } from "next";
import { CheckoutOutcome } from "@/components/billing/checkout-outcome";
import { requireUser } from "@/lib/auth/guards";
import { type ConfirmedCheckout, confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

export const metadata: Metadata = { title: "Thank you" };

/** Brings the purchase in itself: the credits are there before the webhook, and a second visit brings nothing twice. */
export default async function SuccessPage({ searchParams }: PageProps<"/billing/success">) {
  const { session_id: given } = await searchParams;
  const sessionId = typeof given === "string" && given.length <= 200 ? given : "";
  const user = await requireUser(`/billing/success?session_id=${encodeURIComponent(sessionId)}`);
  return <CheckoutOutcome outcome={await outcomeOf(user.id, sessionId)} />;
}

async function outcomeOf(userId: string, sessionId: string): Promise<ConfirmedCheckout> {
  if (!sessionId) return { ok: false, reason: "unknown_session" };
  const services = await stripeFor(userId);
  // Asked too often, it is told later, as when Stripe is silent.
  if (!services.ok) return { ok: false, reason: "stripe_unavailable" };
  return confirmCheckout(services, { userId, sessionId }, await now());
}
