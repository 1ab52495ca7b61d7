// @module-tag full
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReactNode } from "react";
import { beforeAll, expect, test } from "vitest";
import { queriesDuring } from "@/dev/testing/count-queries";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { renderServer } from "@/dev/testing/render-server";
import { addNote } from "@/lib/account/user-notes";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { NUMBERS } from "@/lib/analytics/rows/numbers";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import type { Resource } from "@/lib/api/http/resource";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { createSession } from "@/lib/auth/sessions/create-session";
import { billingWorld } from "@/lib/billing/testing/world";
import { createPack } from "@/lib/catalog/create-pack";
import { createPlan } from "@/lib/catalog/create-plan";
import { newMeter } from "@/lib/catalog/testing/meters";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";

const FEW = 2;
const MANY = 30;
/** No page needs more, whatever it shows. */
const MOST = 60;

const { database, services } = await billingWorld();
const db = database.prisma;
closeAppDatabase();

const pages = readdirSync("app/admin", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /(^|\/)(page|layout)\.tsx$/.test(file));
const lists = ENDPOINTS.filter(
  ({ method, path }) => method === "GET" && path.startsWith("/api/v1/admin/") && !path.includes("{"),
);

let ask: InRequest;
let cookie: string;
let admin: Person;
let subject: Person;
const ids: Record<string, string> = {};
let made = 0;

beforeAll(async () => {
  ask = await inRequest();
  admin = await newPerson(database, 0, "ADMIN");
  cookie = await sessionCookieOf(database, admin.id);
  subject = await newPerson(database, 5);
  await db.user.update({ where: { id: subject.id }, data: { stripeCustomerId: "cus_of_subject" } });
  await grow(FEW);
});

/** Adds rows of everything that a page or a list shows, most of them of one user. */
async function grow(rows: number): Promise<void> {
  const now = new Date();
  const { id: userId, accountId } = subject;
  const one = { userId: admin.id };
  for (let n = 0; n < rows; n++) {
    const name = `thing_${made++}`;
    const person = await newPerson(database, 10);
    const { id: packId } = await db.creditPack.findFirstOrThrow();
    const money = { amountCents: 900, currency: "usd", createdAt: now };
    for (const owner of [userId, person.id]) {
      const payment = await db.payment.create({
        data: { userId: owner, kind: "PACK", status: "DISPUTED", description: "A pack", packId, paidAt: now, ...money },
      });
      const from = { paymentId: payment.id, ...money };
      await db.refund.create({ data: { ...from, stripeRefundId: randomUUID(), status: "SUCCEEDED" } });
      await db.dispute.create({
        data: { ...from, stripeDisputeId: randomUUID(), status: "OPEN", reason: "fraudulent" },
      });
      const event = { type: "pack_bought", description: "A pack", paymentId: payment.id, occurredAt: now };
      await db.billingEvent.create({ data: { userId: owner, sourceKey: name, ...event } });
      ids.payments = payment.id;
    }
    const lot = { accountId, kind: "PACK", amount: 10n, sourceKey: name, actor: "system" } as const;
    await grant(database.sql, lot, now);
    await debit(database.sql, { accountId, amount: 1n, actor: "app:test" }, now);
    await placeHold(database.sql, { accountId, amount: 1n, actor: "app:test" }, now);
    await createSession(db, { userId, method: "password", device: { userAgent: name, network: null } }, now);
    await createApiKey(db, { owner: { userId, role: "USER" }, name }, now);
    await addNote(database, { userId: (await newPerson(database, 0, "ADMIN")).id }, { userId, text: name }, now);
    const mail = { template: "welcome", to: subject.email, subject: name, html: "", text: "", createdAt: now };
    await db.mail.create({ data: { userId, sourceKey: name, ...mail } });
    const event = { type: "invoice.paid", customerId: "cus_of_subject", payload: {}, occurredAt: now, attempts: 1 };
    await db.webhookEvent.create({ data: { id: `evt_${name}`, status: "FAILED", ...event } });
    await db.webhookAttempt.create({
      data: { eventId: `evt_${name}`, status: "FAILED", outcome: "It broke.", at: now },
    });
    await db.promoCode.create({ data: { code: name.toUpperCase(), credits: 5n } });
    await db.reconcileRun.create({ data: { since: now, startedAt: now, finishedAt: now } });
    await db.healthAlert.create({ data: { kind: name, sentence: "It broke.", raisedAt: now, notifiedAt: now } });
    await database.sql`
      SELECT id FROM graphile_worker.add_job('a_task'::text, max_attempts := 3, job_key := ${name}::text)`;
    ids["rate-card"] = await newMeter(database, name);
    ids.webhooks = `evt_${name}`;
    const url = {
      url: "https://example.com/hooks",
      sealedSecret: Buffer.from("sealed"),
      enabledAt: now,
      createdAt: now,
    };
    ids["webhook-endpoints"] ??= (await db.webhookEndpoint.create({ data: url })).id;
    const endpointId = ids["webhook-endpoints"];
    await db.webhookEndpoint.create({ data: url });
    const told = await db.webhookMessage.create({
      data: { userId, type: "top_up.succeeded", sourceKey: name, data: {}, occurredAt: now, preparedAt: now },
    });
    const settled = { status: "DEAD" as const, createdAt: now, settledAt: now };
    const delivery = await db.webhookDelivery.create({
      data: { endpointId, messageId: told.id, lane: userId, seq: told.seq, ...settled },
    });
    ids.delivery ??= delivery.id;
    await db.webhookDeliveryAttempt.create({ data: { deliveryId: ids.delivery, at: now, status: 500, durationMs: 9 } });
    // Each of these takes requests to Stripe.
    if (n >= 6) continue;
    const input = { key: name, name, description: "", currency: "usd" };
    await createPlan(services, one, { ...input, creditsPerMonth: 5, prices: { month: 900, year: 9_000 } }, now);
    await createPack(services, one, { ...input, credits: 5, amountCents: 900 }, now);
  }
  ids.users = userId;
  ids.plans = (await db.plan.findFirstOrThrow({ where: { isFree: false }, orderBy: { createdAt: "desc" } })).id;
  ids.packs = (await db.creditPack.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).id;
  await rollUp(database, now);
}

/** The values for the parts of a page's address in brackets. */
function paramsOf(file: string): Record<string, string> {
  if (file.includes("[number]")) return { number: Object.keys(NUMBERS)[0] ?? "" };
  if (file.includes("[delivery]")) return { id: ids["webhook-endpoints"] ?? "", delivery: ids.delivery ?? "" };
  return { id: ids[file.split("/").at(-3) ?? ""] ?? "" };
}

const count = async (work: () => Promise<unknown>) => (await queriesDuring(work)).length;

/** How many statements it takes to render a page, with what streams in later, or to answer a list. */
async function statements(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const file of pages) {
    const { default: Page }: { default: (props: object) => Promise<ReactNode> } = await import(
      join(process.cwd(), "app/admin", file)
    );
    const params = paramsOf(file);
    const props = { params: Promise.resolve(params), searchParams: Promise.resolve({}), children: null };
    counts[file] = await count(async () => {
      const answer = await ask(async () => renderServer(await Page(props)), { cookie });
      expect(answer.status, file).toBe(200);
    });
  }
  for (const { path } of lists) {
    const { GET }: Resource = await import(join(process.cwd(), "app", path, "route.ts"));
    const answer = () => call(GET, "GET", { token: admin.token, url: "/?limit=100" });
    expect((await answer()).status, path).toBeLessThan(423);
    counts[path] = await count(answer);
  }
  return counts;
}

test("every page and list of /admin takes as many statements for thirty rows as for two", {
  timeout: 180_000,
}, async () => {
  // What is read once per process is read here.
  await statements();
  const few = await statements();
  expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(MOST);
  await grow(MANY - FEW);
  expect(await statements()).toEqual(few);
});
