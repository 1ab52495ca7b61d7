import type { Metadata } from "next";
import { z } from "zod";
import { afterPurchase } from "@/app/(account)/(outcomes)/after-purchase";
import { billingActions } from "@/app/billing-actions";
import { TopUpOutcome } from "@/components/billing/top-up-outcome";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { readTopUp, type TopUpState } from "@/lib/billing/purchases/confirm-top-up";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

export const metadata: Metadata = { title: "Your purchase" };

/** Where a purchase with the saved card ends, including after the bank's page and from the email that asks to confirm it. */
export default async function ConfirmPage({ params, searchParams }: PageProps<"/billing/confirm/[payment]">) {
  const { payment } = await params;
  const user = await requireUser(`/billing/confirm/${encodeURIComponent(payment)}`);
  const id = z.uuid().safeParse(payment);
  const outcome = id.success ? await outcomeOf(user.id, id.data) : ({ ok: false, reason: "unknown_payment" } as const);
  const { debtPaid, aside, purchase } = await afterPurchase(
    user.id,
    outcome.ok ? { paymentId: outcome.payment.id } : null,
  );
  return (
    <TopUpOutcome
      outcome={outcome}
      debtPaid={debtPaid}
      next={returnPath((await searchParams).next)}
      aside={aside}
      purchase={purchase}
      finishTopUp={billingActions.finishTopUp}
    />
  );
}

async function outcomeOf(userId: string, paymentId: string): Promise<TopUpState> {
  const services = await stripeFor(userId);
  // Over the rate limit the page shows the same "still checking" state as when Stripe does not respond.
  if (!services.ok) return { ok: false, reason: "stripe_unavailable" };
  return readTopUp(services, { userId, paymentId }, await now());
}
