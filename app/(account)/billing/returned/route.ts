import { redirect } from "next/navigation";
import { requireUser } from "@/lib/auth/guards";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import { stripeFor } from "@/lib/billing/stripe-limit";
import { now } from "@/lib/clock";

/** The return from Stripe's portal: syncs what was changed there before the page is shown. */
export async function GET(): Promise<never> {
  const user = await requireUser("/billing");
  const services = await stripeFor(user.id);
  if (services.ok) await syncOwn(services, { userId: user.id }, await now());
  redirect("/billing");
}
