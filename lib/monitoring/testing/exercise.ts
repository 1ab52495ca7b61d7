import { EventEmitter } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { WorkerEvents } from "graphile-worker";
import type { TestStripe } from "@/dev/testing/stripe";
import { processEvent } from "@/lib/billing/sync/process-event";
import { database as appDatabase, type Database } from "@/lib/db";
import { recordVerification } from "@/lib/health/record-verification";
import { countJobs } from "@/lib/jobs/count-jobs";
import { spendQueue } from "@/lib/ledger/spend-queue";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";
import { countRequests } from "@/lib/monitoring/count-requests";
import { countSpends } from "@/lib/monitoring/count-spends";
import { noteDelivery } from "@/lib/monitoring/note-events";
import type { MatchRoute } from "@/lib/monitoring/route-template";
import { answerScrape } from "@/lib/monitoring/scrape/metrics-resource";
import { noteViolation } from "@/lib/pages/csp-reports/note-violation";
import { postgresLimiter, takePoint } from "@/lib/postgres-limiter";
import { receiveEvent } from "@/lib/stripe/receive-event";

/** Spends once, again with the same key, and more than there is. */
export async function spendThreeTimes(database: Database): Promise<void> {
  const stop = countSpends();
  const accountId = await accountWith(database, { first: { amount: 10n } });
  const spend = (amount: bigint, idempotencyKey: string) =>
    spendQueue().debit({ accountId, amount, idempotencyKey, actor: "system" }, NOON);
  await spend(4n, "one");
  await spend(4n, "one");
  await spend(100n, "two");
  stop();
}

/** An event that arrives and is processed, which asks Stripe, and one that nobody has processed yet. */
export async function processOneEvent(database: Database, { stripe, fail }: TestStripe): Promise<void> {
  const event = { id: "evt_1", apiVersion: null, objectId: "in_unknown", customerId: "cus_1", payload: "{}" };
  const inbound = { ...event, type: "invoice.paid", occurredAt: NOON };
  for (const id of ["evt_1", "evt_2"]) {
    await database.transaction((_db, sql) => receiveEvent(sql, { ...inbound, id, customerId: `cus_${id}` }, NOON));
    noteDelivery(inbound.type, "new");
  }
  const userOf = { email: "evt_1@example.com", stripeCustomerId: "cus_evt_1" };
  await database.prisma.user.create({ data: userOf });
  await fail({ kind: "before", status: 500, next: 1 });
  await processEvent({ database: appDatabase("worker"), stripe }, "evt_1", NOON);
}

/** What the nightly and hourly checks leave, a week of which is kept. */
export async function recordChecks({ prisma }: Database): Promise<void> {
  const violation = { accountId: "a", invariant: "balance_is_entries" as const, sentence: "The balance is wrong." };
  const run = { startedAt: NOON, durationMs: 1, accounts: 1n, entries: 1n };
  await recordVerification(prisma, { ...run, scope: "NEW", violations: [] });
  await recordVerification(prisma, { ...run, scope: "ALL", violations: [violation] });
  const difference = { object: "invoice", id: "in_1", user: null, what: "It was missing." };
  const drift = [true, false, false].map((healed) => ({ ...difference, healed }));
  await prisma.reconcileRun.create({ data: { since: NOON, startedAt: NOON, checked: { invoices: 3 }, drift } });
  await prisma.metricRun.create({ data: { kind: "ROLL_UP", startedAt: NOON, finishedAt: NOON, entries: 0n, days: 0 } });
  const alert = { kind: "webhooks_stopped", sentence: "Nothing arrives.", raisedAt: NOON, notifiedAt: NOON };
  await prisma.healthAlert.create({ data: alert });
}

/** Runs one job that succeeds, one that is tried again and one that is given up, with these names. */
export function runJobs(task: string): void {
  const events: WorkerEvents = new EventEmitter();
  countJobs(events);
  for (const [attempts, error] of [
    [1, undefined],
    [1, new Error("once")],
    [25, new Error("for good")],
  ] as const) {
    // The events of graphile-worker, of which only these parts are read.
    const job = { id: `${attempts}`, task_identifier: task, attempts, max_attempts: 25 };
    events.emit("job:start", { job } as never);
    events.emit("job:complete", { job, error } as never);
  }
}

/** Sends requests to a server that answers all of them, counted like those of the app. */
export async function sendRequests(routeOf: MatchRoute, requests: readonly { method: string; path: string }[]) {
  const stop = countRequests(routeOf);
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const { method, path } of requests) {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method });
    await answer.arrayBuffer();
  }
  stop();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
}

/** A scrape without the token, an attempt over its limit, and a report of a browser. */
export async function refuseSome({ pool }: Database): Promise<void> {
  await answerScrape(new Request("http://localhost:3000/api/metrics"), "the token");
  noteViolation({ directive: "script-src-elem", blocked: "inline", page: "/pricing" });
  const limiter = postgresLimiter(pool, "promo-code", 1, 60);
  for (let attempt = 0; attempt < 2; attempt++) await takePoint(limiter, "someone");
}
