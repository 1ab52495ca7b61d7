import type { Metadata } from "next";
import { cardOutcome } from "@/app/(account)/(outcomes)/billing/card-updated/card-outcome";
import { billingActions } from "@/app/billing-actions";
import { paymentTroubleOf } from "@/app/viewer";
import { CardUpdated } from "@/components/billing/card-updated";
import { requireUser } from "@/lib/auth/guards";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

export const metadata: Metadata = {
  title: "Your card",
  description: "Whether your card is saved, and what is charged to it.",
};

/**
 * Where Stripe returns to after a card is saved; from the app's own dialog with its setup intent. Only that setup intent
 * tells that a card was saved: anyone can open the address. An overdue payment is retried with the card at once.
 */
export default async function CardUpdatedPage({ searchParams }: PageProps<"/billing/card-updated">) {
  const user = await requireUser("/billing/card-updated");
  const { setup_intent: setup } = await searchParams;
  const services = await stripeFor(user.id);
  const outcome = services.ok
    ? await cardOutcome(services, { userId: user.id, setup }, await now())
    : ({ state: "unknown" } as const);
  const trouble = await paymentTroubleOf(user.id);
  return (
    <CardUpdated
      key={outcome.state}
      outcome={outcome}
      owing={trouble?.kind === "overdue"}
      invoiceUrl={trouble?.invoice?.url ?? null}
      actions={billingActions}
    />
  );
}
