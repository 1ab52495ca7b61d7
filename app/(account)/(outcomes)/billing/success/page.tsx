import type { Metadata } from "next";
import { afterPurchase } from "@/app/(account)/(outcomes)/after-purchase";
import { CheckoutOutcome } from "@/components/billing/checkout-outcome";
import { GiftLine } from "@/components/growth/gifts-card";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { listGifts } from "@/lib/billing/gifts/list-gifts";
import { type ConfirmedCheckout, confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";

export const metadata: Metadata = { title: "Your payment" };

/** Syncs the purchase itself, so the credits are there before the webhook. A second visit grants nothing again. */
export default async function SuccessPage({ searchParams }: PageProps<"/billing/success">) {
  const { session_id: given, next } = await searchParams;
  const sessionId = typeof given === "string" && given.length <= 200 ? given : "";
  const user = await requireUser(`/billing/success?session_id=${encodeURIComponent(sessionId)}`);
  const outcome = await outcomeOf(user.id, sessionId);
  const bought = !outcome.ok ? null : outcome.kind === "pack" ? { sessionId } : "plan";
  const { subscription, debtPaid, aside, purchase } = await afterPurchase(user.id, bought);
  const asked = { userId: user.id, sessionId, isViewed: Boolean(user.view) };
  const [gift] = outcome.ok && outcome.isGift ? await listGifts(database().prisma, asked, await now()) : [];
  return (
    <CheckoutOutcome
      outcome={outcome}
      isTrial={outcome.ok && outcome.kind === "subscription" && subscription?.status === "TRIALING"}
      debtPaid={debtPaid}
      next={returnPath(next)}
      gift={gift && <GiftLine gift={gift} />}
      aside={aside}
      purchase={purchase}
    />
  );
}

async function outcomeOf(userId: string, sessionId: string): Promise<ConfirmedCheckout> {
  if (!sessionId) return { ok: false, reason: "unknown_session" };
  const services = await stripeFor(userId);
  // Over the rate limit the page shows the same "still checking" state as when Stripe does not respond.
  if (!services.ok) return { ok: false, reason: "stripe_unavailable" };
  return confirmCheckout(services, { userId, sessionId }, await now());
}
