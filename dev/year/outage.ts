import { setTimeout as sleep } from "node:timers/promises";
import { openPortal } from "@/lib/billing/plans/open-portal";
import type { Sql } from "@/lib/db";
import { RECONCILE_TASK } from "@/lib/jobs/crontab";
import { dropJobs } from "@/lib/jobs/queue/change-jobs";
import { runCheckNow } from "@/lib/jobs/queue/run-now";
import { replayEvents } from "@/lib/stripe/inbox/replay-events";
import { atBank, saveCardInPortal, stripeAnswersAgain } from "./on-stripes-pages";
import type { Identity } from "./people";
import type { Member, Stage } from "./stage";

const LOOK_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 90_000;

type Buyer = Member & Identity & { card: string };

/**
 * The last minute of a year: Stripe's API does not answer while a customer saves a card and an admin asks for a comparison. So
 * there are a job that failed with all its attempts, and a webhook event that failed, was replayed, failed again, and whose job
 * the admin dropped. Both can be tried again, and then succeed.
 */
export async function stripeIsDown(stage: Stage, buyer: Buyer, now: Date): Promise<void> {
  const { services, stripeUrl, adminId } = stage;
  const { database } = services;
  const admin = { userId: adminId };
  const portal = await openPortal(services, { userId: buyer.userId, flow: "payment_method_update" }, now);
  if (!portal.ok) throw new Error(`The portal does not open: ${portal.reason}.`);
  await atBank(stripeUrl, "fail", { share: 1, kind: "before", status: 500 });
  try {
    if (!(await saveCardInPortal(portal.url, buyer.card, buyer))) throw new Error("The card was not saved.");
    await runCheckNow(database, admin, "reconcile", now);
    const failed = await until(async () => {
      const events = await failedEvents(stage);
      return events.length > 0 ? events : null;
    });
    await replayEvents(database, admin, { ids: failed }, now);
    await until(async () => {
      const again = await database.prisma.webhookAttempt.findMany({ where: { replay: { requestedBy: adminId } } });
      return again.length >= failed.length ? again : null;
    });
    await until(async () => {
      const [job] = await database.sql<{ id: string }>`
        SELECT id::text FROM graphile_worker.jobs
        WHERE task_identifier = ${RECONCILE_TASK}::text AND attempts >= max_attempts AND locked_at IS NULL`;
      if (!job) await tryAgainNow(database.sql, RECONCILE_TASK);
      return job ?? null;
    });
    await until(async () => {
      const jobs = await database.sql<{ id: string }>`
        SELECT id::text FROM graphile_worker.jobs WHERE key LIKE 'event:%' AND locked_at IS NULL`;
      const ids = jobs.map(({ id }) => id);
      await dropJobs(database, admin, ids, now);
      const [left] = await database.sql`SELECT id FROM graphile_worker.jobs WHERE key LIKE 'event:%'`;
      return left ? null : true;
    });
  } finally {
    await stripeAnswersAgain(stripeUrl);
  }
}

/** The year does not wait the ten seconds between the attempts of a job. */
async function tryAgainNow(sql: Sql, task: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.reschedule_jobs(
      ARRAY(SELECT id FROM graphile_worker.jobs WHERE task_identifier = ${task}::text AND locked_at IS NULL AND run_at > now()),
      run_at := now())`;
}

async function failedEvents({ services }: Stage): Promise<string[]> {
  const { prisma } = services.database;
  if ((await prisma.webhookEvent.count({ where: { status: "PENDING" } })) > 0) return [];
  const events = await prisma.webhookEvent.findMany({ where: { status: "FAILED" }, select: { id: true } });
  return events.map(({ id }) => id);
}

async function until<Found>(look: () => Promise<Found | null>): Promise<Found> {
  const begun = performance.now();
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (performance.now() - begun > GIVE_UP_AFTER_MS)
      throw new Error("The outage does not end: is the worker running?");
    await sleep(LOOK_EVERY_MS);
  }
}
