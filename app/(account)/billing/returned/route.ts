import { redirect } from "next/navigation";
import { requireUser } from "@/lib/auth/guards";
import { syncOwn } from "@/lib/billing/sync-own";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { stripeClient } from "@/lib/stripe/client";

/** The way back from Stripe's portal: what was changed there is brought in before the page shows it. */
export async function GET(): Promise<never> {
  const user = await requireUser("/billing");
  await syncOwn({ database: database(), stripe: stripeClient() }, { userId: user.id }, await now());
  redirect("/billing");
}
