import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { BillingServices } from "@/lib/billing/context";
import { processEvent } from "@/lib/billing/process-event";
import { refillDue } from "@/lib/billing/refill-due";
import { now } from "@/lib/clock";
import { expireIdle } from "@/lib/ledger/expire-due";
import { verifyNew } from "@/lib/ledger/verify-new";
import { log } from "@/lib/log";
import { PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";

export const REFILL_TASK = "refill_due";
export const EXPIRE_TASK = "expire_due";
export const VERIFY_TASK = "verify_new";

/** When what runs by itself. A run that is still waiting is replaced, so that downtime leaves no pile behind. */
export const CRONTAB = [
  `* * * * * ${REFILL_TASK} ?jobKey=${REFILL_TASK}&max=3`,
  `*/5 * * * * ${EXPIRE_TASK} ?jobKey=${EXPIRE_TASK}&max=3`,
  `17 3 * * * ${VERIFY_TASK} ?jobKey=${VERIFY_TASK}&max=3`,
].join("\n");

const eventPayload = z.object({ eventId: z.string() });

/** Every kind of background work. Each is safe to run twice and safe to be killed. */
export function tasks(services: BillingServices): TaskList {
  return {
    [PROCESS_EVENT_TASK]: async (payload) => {
      await processEvent(services, eventPayload.parse(payload).eventId, await now());
    },
    [REFILL_TASK]: async () => {
      const run = await refillDue(services.database, await now());
      if (run.windows > 0) log.info({ ...run, credits: String(run.credits) }, "refilled");
    },
    [EXPIRE_TASK]: async () => {
      await expireAll(services, await now());
    },
    [VERIFY_TASK]: async () => {
      await verifyLedger(services, await now());
    },
  };
}

const EXPIRE_BATCH = 500;

/** Sweeps accounts nobody touches; returns how many. */
export async function expireAll({ database }: Pick<BillingServices, "database">, at: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const touched = await expireIdle(database.sql, EXPIRE_BATCH, at);
    total += touched;
    if (touched < EXPIRE_BATCH) return total;
  }
}

/** Verifies what is new in the ledger; what does not agree is an error in the log, one line each. */
export async function verifyLedger({ database }: Pick<BillingServices, "database">, at: Date): Promise<number> {
  const { violations, entries, ...run } = await verifyNew(database, at);
  for (const violation of violations) log.error(violation, "the ledger does not agree with itself");
  log.info({ ...run, entries: String(entries), violations: violations.length }, "verified the ledger");
  return violations.length;
}
