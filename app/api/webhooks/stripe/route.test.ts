import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createStripeClient } from "@/lib/stripe/client";
import { POST } from "./route";

const database = await testDatabase();
const stripe = createStripeClient("sk_test_local");
const secret = "whsec_local";

const body = (id: string) =>
  JSON.stringify({
    id,
    object: "event",
    type: "invoice.paid",
    api_version: "2026-10-28.endive",
    created: 1_795_000_000,
    data: { object: { id: "in_1", object: "invoice", customer: "cus_1" } },
  });

const nowSeconds = () => Math.floor(Date.now() / 1000);

function signed(payload: string, timestamp = nowSeconds(), key = secret): Request {
  const signature = stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp });
  return request(payload, { "stripe-signature": signature });
}

function request(payload: string, headers: Record<string, string>): Request {
  return new Request("http://localhost:3000/api/webhooks/stripe", { method: "POST", body: payload, headers });
}

const inbox = () => database.prisma.webhookEvent.count();
const jobs = async () => (await database.sql`SELECT id FROM graphile_worker.jobs`).length;

beforeEach(async () => {
  await database.prisma.webhookEvent.deleteMany();
  await database.sql`DELETE FROM graphile_worker._private_jobs`;
});

describe("the Stripe webhook", () => {
  it("keeps an event and its job, and answers at once", async () => {
    const response = await POST(signed(body("evt_1")));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ received: true, duplicate: false });
    const event = await database.prisma.webhookEvent.findUnique({ where: { id: "evt_1" } });
    expect(event).toMatchObject({ type: "invoice.paid", customerId: "cus_1", objectId: "in_1", status: "PENDING" });
    expect(await jobs()).toBe(1);
  });

  it("keeps an event whose text PostgreSQL cannot hold, with a mark in the place of what it cannot", async () => {
    const payload = body("evt_odd").replace('"in_1"', '"in_1","note":"a\\u0000b\\ud800c","path":"C:\\\\u0000"');
    expect((await POST(signed(payload))).status).toBe(200);
    const event = await database.prisma.webhookEvent.findUniqueOrThrow({ where: { id: "evt_odd" } });
    expect(event.payload).toMatchObject({ data: { object: { note: "a\ufffdb\ufffdc", path: "C:\\u0000" } } });
    expect(await jobs()).toBe(1);
  });

  it("keeps one event and one job of five deliveries at the same moment", async () => {
    const responses = await Promise.all(Array.from({ length: 5 }, () => POST(signed(body("evt_five")))));
    expect(responses.map((response) => response.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await inbox()).toBe(1);
    expect(await jobs()).toBe(1);
  });

  it.each([
    ["forged", () => signed(body("evt_2"), nowSeconds(), "whsec_another")],
    ["stale", () => signed(body("evt_2"), nowSeconds() - 600)],
    ["missing", () => request(body("evt_2"), {})],
    ["of another body", () => request(body("evt_3"), { "stripe-signature": headerOf(signed(body("evt_2"))) })],
    ["nonsense", () => request(body("evt_2"), { "stripe-signature": "t=now,v1=yes" })],
  ])("answers 400 to a signature that is %s, and keeps nothing", async (_what, make) => {
    const response = await POST(make());
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ code: "bad_signature", status: 400 });
    expect(await inbox()).toBe(0);
    expect(await jobs()).toBe(0);
  });

  it("answers 413 to a body over 512 KB, and keeps nothing", async () => {
    const response = await POST(signed(`"${"x".repeat(600_000)}"`));
    expect(response.status).toBe(413);
    expect(await inbox()).toBe(0);
  });
});

function headerOf(from: Request): string {
  return from.headers.get("stripe-signature") ?? "";
}
