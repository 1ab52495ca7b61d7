import type { Metadata } from "next";
import { paymentTroubleOf } from "@/app/viewer";
import { CardUpdated } from "@/components/billing/card-updated";
import { requireUser } from "@/lib/auth/guards";
import { syncOwn } from "@/lib/billing/sync-own";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { stripeClient } from "@/lib/stripe/client";

export const metadata: Metadata = { title: "Card saved" };

/** Where Stripe leads back to once a card is saved: a payment that is missing is tried with it at once. */
export default async function CardUpdatedPage() {
  const user = await requireUser("/billing/card-updated");
  await syncOwn({ database: database(), stripe: stripeClient() }, { userId: user.id }, await now());
  const trouble = await paymentTroubleOf(user.id);
  return <CardUpdated owing={trouble?.kind === "overdue"} invoiceUrl={trouble?.invoice?.url ?? null} />;
}
