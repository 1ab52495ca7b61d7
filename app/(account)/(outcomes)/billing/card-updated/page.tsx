import type { Metadata } from "next";
import { billingActions } from "@/app/billing-actions";
import { paymentTroubleOf } from "@/app/viewer";
import { CardUpdated } from "@/components/billing/card-updated";
import { requireUser } from "@/lib/auth/guards";
import { saveCard } from "@/lib/billing/plans/save-card";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

export const metadata: Metadata = { title: "Card saved" };

/**
 * Where Stripe returns to after a card is saved; from the app's own dialog with its setup intent, when a bank's question
 * left the page. An overdue payment is retried with the card at once.
 */
export default async function CardUpdatedPage({ searchParams }: PageProps<"/billing/card-updated">) {
  const user = await requireUser("/billing/card-updated");
  const services = await stripeFor(user.id);
  const { setup_intent: setup } = await searchParams;
  const own = { userId: user.id };
  if (services.ok && typeof setup === "string") await saveCard(services, { ...own, setupIntentId: setup }, await now());
  else if (services.ok) await syncOwn(services, own, await now());
  const trouble = await paymentTroubleOf(user.id);
  return (
    <CardUpdated
      owing={trouble?.kind === "overdue"}
      invoiceUrl={trouble?.invoice?.url ?? null}
      actions={billingActions}
    />
  );
}
