import { afterAll, expect, test } from "vitest";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { CRONTAB, RECONCILE_TASK, WATCH_HEALTH_TASK } from "@/lib/jobs/crontab";
import { queueDueTasks } from "@/lib/jobs/queue-due-tasks";
import { runQueue } from "@/lib/jobs/run-queue";
import { mailer } from "@/lib/notify/mailer";
import { testMailServer } from "@/lib/notify/testing/mail-server";
import { POST as receiveWebhook } from "../webhooks/stripe/route";
import { GET } from "./[task]/route";

const secret = "only-for-tests-only-for-tests";
process.env.CRON_SECRET = secret;
process.env.WORKER = "separate";
const { port, received } = await testMailServer();
process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
process.env.MAIL_FROM = "Refill <billing@refill.example>";

// The mail server waits for the connections that the mailer keeps.
afterAll(() => mailer()?.close());

const world = await billingWorld();
const { database, stripe } = world;
closeAppDatabase();

const runJobs = () => call(GET, "GET", { params: { task: "jobs" }, token: secret });

async function sendWebhooks(): Promise<void> {
  for (const event of await world.waiting()) {
    const payload = JSON.stringify(event);
    const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: "whsec_local" });
    const answer = await call(receiveWebhook, "POST", { body: payload, headers: { "stripe-signature": signature } });
    expect(answer.status).toBe(200);
  }
}

test("without a worker, calls of /api/cron/jobs bring a webhook event to its grant and an email to its recipient", async () => {
  const buyer = await world.signUp();
  const { email } = await database.prisma.user.findUniqueOrThrow({ where: { id: buyer.userId } });
  await database.prisma.user.update({ where: { id: buyer.userId }, data: { emailVerified: new Date() } });
  const before = (await world.available(buyer)) ?? 0n;
  await world.buyPack(buyer, "pack_500");
  await sendWebhooks();
  expect(await world.available(buyer)).toBe(before);

  const run = await runJobs();
  expect(run).toMatchObject({ status: 200, json: { jobsFailed: 0, timeIsUp: false } });
  expect(run.json.scheduled).toHaveLength(CRONTAB.split("\n").length);
  expect(await world.available(buyer)).toBeGreaterThan(before);
  expect(received.map(({ to }) => to)).toContainEqual([email]);
  expect(await database.prisma.webhookEvent.count({ where: { status: "PENDING" } })).toBe(0);
  expect(await database.sql`SELECT id FROM graphile_worker.jobs WHERE run_at <= now()`).toEqual([]);
});

test("a task of the crontab is queued once for each of its times, also by two calls at the same moment", async () => {
  await database.sql`DELETE FROM graphile_worker._private_known_crontabs`;
  const at = (time: string) => new Date(`2030-05-01T${time}Z`);
  const [one, other] = await Promise.all([
    queueDueTasks(database.sql, at("12:00:20")),
    queueDueTasks(database.sql, at("12:00:20")),
  ]);
  expect([...one, ...other]).toHaveLength(CRONTAB.split("\n").length);
  expect(await queueDueTasks(database.sql, at("12:00:59"))).toEqual([]);
  expect(await queueDueTasks(database.sql, at("12:01:00"))).not.toContain(WATCH_HEALTH_TASK);
  // Nobody called for an hour.
  const later = await queueDueTasks(database.sql, at("13:02:00"));
  expect(later.filter((task) => task === WATCH_HEALTH_TASK || task === RECONCILE_TASK).sort()).toEqual(
    [RECONCILE_TASK, WATCH_HEALTH_TASK].sort(),
  );
});

test("once its time is up a call begins no further job, and the next call goes on", async () => {
  await database.sql`DELETE FROM graphile_worker._private_jobs`;
  await database.sql`SELECT id FROM graphile_worker.add_job('refill_due')`;
  const late = await runQueue(world.services, { concurrency: 1, limitMs: 0 }, new Date());
  expect(late.timeIsUp).toBe(true);
  const next = await runQueue(world.services, { concurrency: 1, limitMs: 60_000 }, new Date());
  expect(late.jobsDone + next.jobsDone).toBeGreaterThanOrEqual(1);
  expect(next).toMatchObject({ jobsFailed: 0, timeIsUp: false });
  expect(await database.sql`SELECT id FROM graphile_worker.jobs WHERE run_at <= now()`).toEqual([]);
});
