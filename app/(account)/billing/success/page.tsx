import type { Metadata } from "next";
import { CheckoutOutcome } from "@/components/billing/checkout-outcome";
import { requireUser } from "@/lib/auth/guards";
import { confirmCheckout } from "@/lib/billing/confirm-checkout";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { stripeClient } from "@/lib/stripe/client";

export const metadata: Metadata = { title: "Thank you" };

/** Brings the purchase in itself: the credits are there before the webhook, and a second visit brings nothing twice. */
export default async function SuccessPage({ searchParams }: PageProps<"/billing/success">) {
  const { session_id: given } = await searchParams;
  const sessionId = typeof given === "string" && given.length <= 200 ? given : "";
  const user = await requireUser(`/billing/success?session_id=${encodeURIComponent(sessionId)}`);
  const outcome = sessionId
    ? await confirmCheckout(
        { database: database(), stripe: stripeClient() },
        { userId: user.id, sessionId },
        await now(),
      )
    : ({ ok: false, reason: "unknown_session" } as const);
  return <CheckoutOutcome outcome={outcome} />;
}
