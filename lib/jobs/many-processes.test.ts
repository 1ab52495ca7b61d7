import { beforeAll, describe, expect, test } from "vitest";
import { type AppProcess, appProcesses, type WebProcess } from "@/dev/testing/app-processes";
import { testDatabase } from "@/dev/testing/database";
import { openGate } from "@/dev/testing/gate";
import { findPgBouncer, openPgBouncer, type PgBouncer } from "@/dev/testing/pgbouncer";
import { testStripe } from "@/dev/testing/stripe";
import { readEvents } from "@/lib/api/testing/events";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { createPopulation, NOW, USUAL } from "@/lib/billing/refills/testing/population";
import { moveOffsetMs, now } from "@/lib/clock";
import { RECONCILE_TASK, REFILL_TASK } from "@/lib/jobs/crontab";
import { freeJobsOfDeadWorkers } from "@/lib/jobs/liveness";
import { verify } from "@/lib/ledger/verify";
import { receiveEvent } from "@/lib/stripe/receive-event";
import { HOUR_MS } from "@/lib/time";

// Two web processes and two workers, with PgBouncer in transaction mode between the web processes and the database.
const db = await testDatabase();
const { prisma, sql } = db;
const { url: stripeUrl } = await testStripe();
const stripe = await openGate(stripeUrl);
closeAppDatabase();
const processes = appProcesses();
const bouncer = findPgBouncer();
if (!bouncer) process.stdout.write("PgBouncer is not installed: the tests of two processes behind it are skipped.\n");

describe.skipIf(!bouncer)("two web processes and two workers behind a pooler in transaction mode", () => {
  let pooler: PgBouncer;
  let settings: Record<string, string>;
  let web: [WebProcess, WebProcess];
  let workers: [AppProcess, AppProcess];

  beforeAll(async () => {
    // They begin an hour before everyone of the population is due.
    await moveOffsetMs(prisma, NOW.getTime() - HOUR_MS - Date.now());
    await createPopulation(db, Array(20).fill(USUAL));
    pooler = await openPgBouncer(bouncer?.program ?? "", db.url, { poolSize: 3 });
    settings = {
      DATABASE_URL: pooler.url,
      DATABASE_DIRECT_URL: db.url,
      STRIPE_API_BASE: stripe.url,
      WORKER_CONCURRENCY: "1",
      SIGN_IN_LIMIT_PER_ACCOUNT: "4",
      API_RATE_LIMIT_PER_MINUTE_SERVICE: "100",
    };
    const { startWeb, startWorker } = processes;
    [web, workers] = await Promise.all([
      Promise.all([startWeb(settings), startWeb(settings)]),
      Promise.all([startWorker(settings), startWorker(settings)]),
    ]);
    return pooler.end;
  }, 300_000);

  const ask = (process: WebProcess, path: string, token: string, body?: object, method = body ? "POST" : "GET") =>
    fetch(`${process.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });

  const spend = (process: WebProcess, { token }: Pick<Person, "token">, idempotencyKey: string) =>
    ask(process, "/credits/consume", token, { amount: 1, idempotencyKey });

  const spent = (accountId: string) =>
    prisma.ledgerEntry.aggregate({ where: { accountId, type: "USAGE" }, _count: true, _sum: { amount: true } });

  const jobsLeft = async (ids: bigint[]) =>
    (await sql`SELECT id FROM graphile_worker._private_jobs WHERE id::text = ANY(${ids.map(String)})`).length;

  async function addJobs(task: string, count: number): Promise<bigint[]> {
    const rows = await sql<{ id: bigint }>`
      SELECT (graphile_worker.add_job(${task}, '{}')).id FROM generate_series(1, ${count}::int)`;
    return rows.map(({ id }) => id);
  }

  test("both processes are ready", async () => {
    for (const { url } of web) expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
  });

  test("a spend that is sent to both at once is one entry", async () => {
    const person = await newPerson(db, 1_000);
    const keys = Array.from({ length: 60 }, (_, at) => `spend ${at}`);
    const answers = await Promise.all(
      keys.map(async (key) => {
        const both = await Promise.all(web.map((process) => spend(process, person, key)));
        expect(both.map(({ status }) => status)).toEqual([200, 200]);
        const [one, other] = await Promise.all(both.map((answer) => answer.json()));
        expect(one.entry.id).toBe(other.entry.id);
        return [one.replayed, other.replayed].sort();
      }),
    );
    expect(answers).toEqual(keys.map(() => [false, true]));
    expect(await spent(person.accountId)).toEqual({ _count: 60, _sum: { amount: -60n } });
  });

  test("a spend in one process shows in the live balance of the other", async () => {
    const person = await newPerson(db, 50);
    const { body } = await ask(web[0], "/credits/stream", person.token);
    const { events, leave } = readEvents(body);
    const latest = () => events.at(-1)?.data.balance;
    await expect.poll(latest).toBe(50);
    expect((await spend(web[1], person, "seen from afar")).status).toBe(200);
    // Without an announcement it would be read again after half a minute.
    await expect.poll(latest, { timeout: 10_000 }).toBe(49);
    await leave();
  });

  test("a key that is revoked in one process is refused by the other", async () => {
    const person = await newPerson(db, 50);
    const made = await createApiKey(prisma, { owner: { userId: person.id, role: "USER" }, name: "one" }, await now());
    if (!made.ok) throw new Error(made.reason);
    const read = async () => (await ask(web[0], "/credits", made.key)).status;
    // The second is answered from memory.
    expect([await read(), await read()]).toEqual([200, 200]);
    const [{ id = "" } = {}] = await prisma.apiKey.findMany({ where: { userId: person.id } });
    expect((await ask(web[1], `/api-keys/${id}`, person.token, undefined, "DELETE")).status).toBe(200);
    // Without an announcement it would be read again after a minute.
    await expect.poll(read, { timeout: 10_000 }).toBe(401);
  });

  test("wrong passwords count in both processes together", async () => {
    const { email } = await newPerson(db);
    const tries = [];
    for (let at = 0; at < 6; at += 1) {
      const body = { email, password: `wrong password ${at}` };
      tries.push((await ask(web[at % 2 === 0 ? 0 : 1], "/auth/token", "", body)).status);
    }
    expect(tries.filter((status) => status === 401).length).toBeLessThanOrEqual(4);
    expect(tries.at(-1)).toBe(429);
  });

  test("requests of a key count in both processes together", async () => {
    const { id, accountId } = await newPerson(db, 50, "ADMIN");
    const request = { owner: { userId: id, role: "ADMIN" as const }, name: "backend", service: true };
    const made = await createApiKey(prisma, request, await now());
    if (!made.ok) throw new Error(made.reason);
    const read = async (process: WebProcess) => (await ask(process, `/credits?account=${accountId}`, made.key)).status;
    const first = await Promise.all(Array.from({ length: 90 }, () => read(web[0])));
    expect(new Set(first)).toEqual(new Set([200]));
    let accepted = 0;
    await expect
      .poll(async () => {
        const status = await read(web[1]);
        if (status === 200) accepted += 1;
        return status;
      })
      .toBe(429);
    expect(accepted).toBeLessThan(90);
  });

  test("two reconciliations that both workers begin at once are one", async () => {
    stripe.hold((path) => path.startsWith("/v1/subscriptions"));
    const before = await prisma.reconcileRun.count();
    const jobs = await addJobs(RECONCILE_TASK, 2);
    await expect.poll(stripe.held).toBe(1);
    // The other one ended, because one was running.
    await expect.poll(() => jobsLeft(jobs)).toBe(1);
    expect(stripe.held()).toBe(1);
    expect(await prisma.reconcileRun.count()).toBe(before + 1);
    stripe.open();
    await expect.poll(() => jobsLeft(jobs)).toBe(0);
  });

  test("what is due is refilled once, though both workers begin at once", async () => {
    const granted = () => prisma.ledgerEntry.count({ where: { type: "GRANT" } });
    const before = await granted();
    await moveOffsetMs(prisma, NOW.getTime() + HOUR_MS - Date.now());
    const jobs = await addJobs(REFILL_TASK, 2);
    await expect.poll(() => jobsLeft(jobs)).toBe(0);
    expect(await granted()).toBe(before + 20);
    expect((await refillDue(db, await now())).windows).toBe(0);
    expect(await granted()).toBe(before + 20);
  });

  test("a living worker is never taken for dead, and what a killed one was doing is done by the other", async () => {
    stripe.hold((path) => path.startsWith("/v1/invoices"));
    const events = ["evt_one", "evt_two"];
    for (const id of events) await receive(id);
    await expect.poll(stripe.held).toBe(2);
    const holders = async () =>
      (
        await sql<{ worker: string }>`
          UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 minute'
          WHERE locked_by IS NOT NULL AND payload->>'eventId' = ANY(${events}) RETURNING locked_by AS worker`
      ).map(({ worker }) => worker);
    expect(new Set(await holders()).size).toBe(2);
    for (let sweep = 0; sweep < 20; sweep += 1) expect(await freeJobsOfDeadWorkers(db.pool)).toEqual([]);

    await workers[0].kill();
    stripe.open();
    const open = () => prisma.webhookEvent.count({ where: { id: { in: events }, processedAt: null } });
    await expect.poll(open).toBe(0);
    const outcomes = await prisma.webhookEvent.findMany({ where: { id: { in: events } }, select: { outcome: true } });
    expect(outcomes).toEqual(Array(2).fill({ outcome: "Stripe has no invoice in_unknown." }));
  });

  test("a web process that is killed under load loses nothing and doubles nothing", async () => {
    const person = await newPerson(db, 1_000_000);
    const accepted = await spendWhile(person, () => web[0].kill());
    expect(await spent(person.accountId)).toEqual({ _count: accepted, _sum: { amount: -BigInt(accepted) } });
  });

  test("a pooler that is killed under load and starts again loses nothing and doubles nothing", {
    tags: ["full"],
  }, async () => {
    const person = await newPerson(db, 1_000_000);
    const accepted = await spendWhile(person, async () => {
      await pooler.kill();
      await pooler.restart();
    });
    expect(await spent(person.accountId)).toEqual({ _count: accepted, _sum: { amount: -BigInt(accepted) } });
  });

  test("the ledger is consistent after all of it", async () => {
    expect(await verify(sql, "all", await now())).toEqual([]);
  });

  async function receive(id: string): Promise<void> {
    const person = await newPerson(db);
    const customerId = `cus_${id}`;
    await prisma.user.update({ where: { id: person.id }, data: { stripeCustomerId: customerId } });
    const event = { id, type: "invoice.paid", apiVersion: null, objectId: "in_unknown", customerId, payload: "{}" };
    await db.transaction((_db, tx) => receiveEvent(tx, { ...event, occurredAt: new Date() }, new Date()));
  }

  /**
   * Callers spend through both processes, and send what is not accepted to the second one until it is. Meanwhile something
   * is disturbed. Returns how many spends were accepted.
   */
  async function spendWhile(person: Person, disturb: () => Promise<void>): Promise<number> {
    let accepted = 0;
    let isOver = false;
    const callers = Array.from({ length: 8 }, async (_, caller) => {
      for (let at = 0; !isOver; at += 1) {
        const first = web[at % 2 === 0 ? 0 : 1];
        for (let to = first; !(await isAccepted(to, person, `${caller}:${at}`)); to = web[1]);
        accepted += 1;
      }
    });
    await expect.poll(() => accepted, { interval: 10 }).toBeGreaterThan(40);
    await disturb();
    const then = accepted;
    await expect.poll(() => accepted, { interval: 10 }).toBeGreaterThan(then + 40);
    isOver = true;
    await Promise.all(callers);
    return accepted;
  }

  const isAccepted = (process: WebProcess, person: Person, key: string) =>
    spend(process, person, key).then(
      ({ status }) => status === 200,
      () => false,
    );
});
