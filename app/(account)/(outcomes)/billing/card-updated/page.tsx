import type { Metadata } from "next";
import { billingActions } from "@/app/billing-actions";
import { paymentTroubleOf } from "@/app/viewer";
import { CardUpdated } from "@/components/billing/card-updated";
import { requireUser } from "@/lib/auth/guards";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

export const metadata: Metadata = { title: "Card saved" };

/** Where Stripe returns to after a card is saved. An overdue payment is retried with it at once. */
export default async function CardUpdatedPage() {
  const user = await requireUser("/billing/card-updated");
  const services = await stripeFor(user.id);
  if (services.ok) await syncOwn(services, { userId: user.id }, await now());
  const trouble = await paymentTroubleOf(user.id);
  return (
    <CardUpdated
      owing={trouble?.kind === "overdue"}
      invoiceUrl={trouble?.invoice?.url ?? null}
      actions={billingActions}
    />
  );
}
