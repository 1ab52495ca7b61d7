import { Logger, runOnce } from "graphile-worker";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { createUser } from "@/lib/auth/create-user";
import { tasks } from "@/lib/jobs/tasks";
import { NOON } from "@/lib/ledger/testing/accounts";
import { mailer } from "@/lib/notify/mailer";
import { testMailServer } from "@/lib/notify/testing/mail-server";

const database = await testDatabase();
const { stripe } = await testStripe();

const { port, ...before } = await testMailServer();
process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
process.env.MAIL_FROM = "Refill <billing@refill.example>";
afterAll(() => mailer()?.close());

const logger = new Logger(() => () => undefined);
async function work() {
  await runOnce({ pgPool: database.pool, taskList: tasks({ database, stripe }), noHandleSignals: true, logger });
  // runOnce does not wait for the statement that records the result of the last job.
  const running = () => database.sql`SELECT id FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL`;
  await expect.poll(running, { interval: 10, timeout: 10_000 }).toEqual([]);
}
const jobs = () =>
  database.sql<{ attempts: number; seconds: number }>`
    SELECT attempts, extract(epoch FROM run_at - now())::float AS seconds
    FROM graphile_worker.jobs WHERE task_identifier = 'send_mail'`;

it("retries an email with growing waits until the mail server is back, without delaying the sign-up", async () => {
  await before.close();
  const user = await createUser(database, { email: "patient@example.com", name: null, emailVerified: NOON }, NOON);
  expect(user).not.toBeNull();

  await work();
  const [first] = await jobs();
  expect(first).toMatchObject({ attempts: 1 });
  expect(first?.seconds).toBeGreaterThan(1);
  await database.sql`UPDATE graphile_worker._private_jobs SET run_at = now()`;
  await work();
  const [second] = await jobs();
  expect(second?.seconds).toBeGreaterThan(first?.seconds ?? 0);
  expect(await database.prisma.mail.findMany()).toMatchObject([{ status: "QUEUED", attempts: 2 }]);

  const back = await testMailServer(port);
  await database.sql`UPDATE graphile_worker._private_jobs SET run_at = now()`;
  await work();
  await work();
  expect(back.received.map(({ to }) => to)).toEqual([["patient@example.com"]]);
  expect(await jobs()).toEqual([]);
  expect(await database.prisma.mail.findMany()).toMatchObject([{ status: "SENT", attempts: 3, error: null }]);
});

it("gives up after the last attempt, records why, and leaves no job behind", async () => {
  await createUser(database, { email: "full@example.com", name: null, emailVerified: NOON }, NOON);
  await database.sql`UPDATE graphile_worker._private_jobs SET attempts = max_attempts - 1`;
  await work();
  expect(await jobs()).toEqual([]);
  expect(await database.prisma.mail.findFirst({ where: { to: "full@example.com" } })).toMatchObject({
    status: "FAILED",
    error: expect.stringContaining("The mailbox is full."),
  });
});
