import type { BillingServices } from "@/lib/billing/context";
import { type Alerted, alertAdmins } from "@/lib/health/alert-admins";
import { findings } from "@/lib/health/findings";
import { log } from "@/lib/log";

/** Checks the app's health and tells admins what changed. */
export async function watchHealth(services: BillingServices, now: Date): Promise<Alerted> {
  const alerted = await alertAdmins(services.database, await findings(services, now), now);
  if (Object.values(alerted).some((kinds) => kinds.length > 0)) log.warn(alerted, "admins were alerted");
  return alerted;
}
