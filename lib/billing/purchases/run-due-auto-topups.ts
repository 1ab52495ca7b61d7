import type { BillingServices } from "@/lib/billing/context";
import { findDueAutoTopups } from "@/lib/billing/purchases/due-auto-topups";
import { runAutoTopup } from "@/lib/billing/purchases/run-auto-topup";
import { log } from "@/lib/log";

/** Runs every due auto top-up, one after the other: for hosts without a worker. A failure does not stop the others. */
export async function runDueAutoTopups(
  services: BillingServices,
  now: Date,
): Promise<{ due: number; charged: number; failed: number }> {
  const due = await findDueAutoTopups(services.database.sql, "all", now);
  let charged = 0;
  let failed = 0;
  for (const userId of due) {
    try {
      if ((await runAutoTopup(services, userId, now)).status === "charged") charged += 1;
    } catch (error) {
      failed += 1;
      log.warn({ err: error, user: userId }, "an auto top-up failed; the next scan tries again");
    }
  }
  return { due: due.length, charged, failed };
}
