import type { BillingServices } from "@/lib/billing/context";
import type { TooMany } from "@/lib/billing/purchase-limit";
import { bringIn, confirmUrl } from "@/lib/billing/purchases/charge-pack";
import { sharedRun } from "@/lib/billing/shared-run";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { readSavedCard } from "@/lib/billing/sync/read-saved-card";
import type { Payment } from "@/lib/generated/prisma/client";
import { type BankAsks, confirmByOwner } from "@/lib/stripe/card-payments";
import type { StripeRefusal } from "@/lib/stripe/refusals";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type TopUpState =
  | { ok: true; state: "succeeded" | "processing"; payment: Payment }
  /** While the bank requires authentication, it has a page of its own or is asked by Stripe.js; neither before a retry. */
  | { ok: true; state: "to_confirm"; payment: Payment; redirectUrl: string | null; clientSecret: string | null }
  | { ok: true; state: "declined"; payment: Payment; sentence: string }
  | { ok: false; reason: "unknown_payment" }
  | StripeRefusal;

/** The state of a user's top-up, synced from Stripe, so that a confirmation made a moment ago counts. */
export async function readTopUp(
  services: CallerServices,
  { userId, paymentId }: { userId: string; paymentId: string },
  now: Date,
): Promise<TopUpState> {
  const payment = await findTopUp(services, userId, paymentId);
  if (!payment) return { ok: false, reason: "unknown_payment" };
  if (!payment.stripePaymentIntentId) return untold(payment);
  const intentId = payment.stripePaymentIntentId;
  return sharedRun(services.database.pool, `top-up:${paymentId}`, () =>
    whenStripeAnswers(async () => stateOf(await bringIn(services, payment, intentId, now))),
  );
}

/**
 * Completes a top-up that waits for the user: returns where the bank asks, or the result. A payment that the bank refused
 * off-session is retried now that the user is present; the credits are granted once it is paid.
 */
export async function confirmTopUp(
  services: CallerServices,
  { userId, paymentId, asks = "on_own_page" }: { userId: string; paymentId: string; asks?: BankAsks },
  now: Date,
): Promise<TopUpState | TooMany> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const before = await readTopUp(services, { userId, paymentId }, now);
  if (!before.ok || before.state !== "to_confirm" || before.redirectUrl) return before;
  if (before.clientSecret && asks === "above_page") return before;
  const { payment } = before;
  return whenStripeAnswers(async () => {
    const { stripe } = services;
    const card = await readSavedCard(services, userId, now);
    const paymentIntentId = payment.stripePaymentIntentId;
    if (!card || !paymentIntentId) {
      return { ok: true, state: "declined", payment, sentence: "The saved card no longer exists." };
    }
    const { paymentMethodId } = card;
    const attempt = { paymentIntentId, paymentMethodId, returnUrl: confirmUrl(paymentId), asks };
    const tried = await confirmByOwner(stripe, attempt);
    if ("refused" in tried) return { ok: true, state: "declined", payment, sentence: tried.refused };
    return stateOf(await bringIn(services, payment, paymentIntentId, now));
  });
}

async function findTopUp({ database }: BillingServices, userId: string, id: string): Promise<Payment | null> {
  const origin = { in: ["TOP_UP" as const, "AUTO_TOP_UP" as const] };
  return database.prisma.payment.findFirst({ where: { id, userId, origin } });
}

/** The state before Stripe has reported the payment. */
function untold(payment: Payment): TopUpState {
  if (payment.status === "PENDING") return { ok: true, state: "processing", payment };
  return { ok: true, state: "declined", payment, sentence: payment.failureMessage ?? "Nothing was charged." };
}

function stateOf(charged: Awaited<ReturnType<typeof bringIn>>): TopUpState {
  const { payment } = charged;
  switch (charged.state) {
    case "requires_action":
      return {
        ok: true,
        state: "to_confirm",
        payment,
        redirectUrl: charged.redirectUrl,
        clientSecret: charged.clientSecret,
      };
    case "declined":
      if (charged.needsOwner) return { ok: true, state: "to_confirm", payment, redirectUrl: null, clientSecret: null };
      return { ok: true, state: "declined", payment, sentence: charged.sentence };
    default:
      return { ok: true, state: charged.state, payment };
  }
}
