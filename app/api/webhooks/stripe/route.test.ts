import { beforeEach, describe, expect, it, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { log } from "@/lib/log";
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

function signed(payload: string | Buffer, timestamp = nowSeconds(), key = secret): Request {
  const text = payload.toString();
  const signature = stripe.webhooks.generateTestHeaderString({ payload: text, secret: key, timestamp });
  return request(payload, { "stripe-signature": signature });
}

const headed = (signature: string) => request(body("evt_2"), { "stripe-signature": signature });

function request(payload: string | Buffer, headers: Record<string, string>): Request {
  return new Request("http://localhost:3000/api/webhooks/stripe", {
    method: "POST",
    body: payload as BodyInit,
    headers,
  });
}

const inbox = () => database.prisma.webhookEvent.count();
const jobs = async () => (await database.sql`SELECT id FROM graphile_worker.jobs`).length;

beforeEach(async () => {
  await database.prisma.webhookEvent.deleteMany();
  await database.sql`DELETE FROM graphile_worker._private_jobs`;
});

describe("the Stripe webhook", () => {
  it("stores an event and its job, and responds immediately", async () => {
    const response = await POST(signed(body("evt_1")));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ received: true, duplicate: false });
    const event = await database.prisma.webhookEvent.findUnique({ where: { id: "evt_1" } });
    expect(event).toMatchObject({ type: "invoice.paid", customerId: "cus_1", objectId: "in_1", status: "PENDING" });
    expect(await jobs()).toBe(1);
  });

  it("stores an event whose text PostgreSQL cannot store, with a placeholder for the invalid characters", async () => {
    const payload = body("evt_odd").replace('"in_1"', '"in_1","note":"a\\u0000b\\ud800c","path":"C:\\\\u0000"');
    expect((await POST(signed(payload))).status).toBe(200);
    const event = await database.prisma.webhookEvent.findUniqueOrThrow({ where: { id: "evt_odd" } });
    expect(event.payload).toMatchObject({ data: { object: { note: "a\ufffdb\ufffdc", path: "C:\\u0000" } } });
    expect(await jobs()).toBe(1);
  });

  it("stores an event with such text in its keys, and with numbers too large for any column", async () => {
    const odd = '"in_1","metadata":{"a\\u0000":"\\ud83d\\ude00","\\udc00b":1,"__proto__":{"c":2},"d":1e999999}';
    expect((await POST(signed(body("evt_names").replace('"in_1"', odd)))).status).toBe(200);
    const event = await database.prisma.webhookEvent.findUniqueOrThrow({ where: { id: "evt_names" } });
    const metadata = JSON.stringify(event.payload?.valueOf());
    expect(metadata).toContain('"a\ufffd":"😀"');
    expect(metadata).toContain('"\ufffdb":1');
    expect(metadata).toContain('"__proto__":{"c":2}');
    expect(metadata).toContain('"d":null');
    expect(await jobs()).toBe(1);
  });

  it.each([
    ["no JSON", "{"],
    ["null", "null"],
    ["a list", "[]"],
    ["without an id", body("evt_4").replace('"id":"evt_4",', "")],
    ["with an id that cannot be stored", body("evt_4").replace("evt_4", "evt\\u0000")],
    ["with an id as long as a page", body("e".repeat(3000))],
    ["without an object", body("evt_4").replace('"object":{"id":"in_1","object":"invoice","customer":"cus_1"}', "")],
    ["of a customer that is a number", body("evt_4").replace('"cus_1"', "7")],
    ["of no time", body("evt_4").replace("1795000000", "1e300")],
    [
      "nested past all bounds",
      body("evt_4").replace('"in_1"', `"in_1","metadata":${"[".repeat(9000)}${"]".repeat(9000)}`),
    ],
    ["of no UTF-8", Buffer.from([0xff, 0xfe])],
  ])("answers 400 to a signed body that is %s, keeps nothing and logs none of it", async (_what, payload) => {
    const logged = [vi.spyOn(log, "error"), vi.spyOn(log, "warn"), vi.spyOn(log, "info")];
    const response = await POST(signed(payload));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "malformed_request" });
    for (const spy of logged) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    expect(await inbox()).toBe(0);
  });

  it("responds with 400 to a signed thin event, and says that snapshot events are required", async () => {
    const thin = {
      id: "evt_test_65R9Ijk8dKEYZcXeRWn16R9A7j1FSQ3w3TGDPLLGSM4CW0",
      object: "v2.core.event",
      type: "v1.billing.meter.error_report_triggered",
      livemode: false,
      created: "2026-11-17T06:20:52.246Z",
      related_object: { id: "mtr_1", type: "billing.meter", url: "/v1/billing/meters/mtr_1" },
    };
    const response = await POST(signed(JSON.stringify(thin)));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      code: "malformed_request",
      detail: expect.stringMatching(/thin event.*snapshot events.*payload style Snapshot/),
    });
    // The same event with every field of a snapshot event.
    const event = { ...JSON.parse(body("evt_thin")), object: "v2.core.event" };
    expect((await POST(signed(JSON.stringify(event)))).status).toBe(400);
    expect(await inbox()).toBe(0);
  });

  it("accepts an event signed up to 5 minutes in the future, and refuses later ones", async () => {
    expect((await POST(signed(body("evt_ahead"), nowSeconds() + 200))).status).toBe(200);
    expect((await POST(signed(body("evt_later"), nowSeconds() + 400))).status).toBe(400);
    expect(await inbox()).toBe(1);
  });

  it("stores one event and one job for five concurrent deliveries", async () => {
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
    ["signed for a year from now", () => signed(body("evt_2"), nowSeconds() + 31_536_000)],
    ["nonsense", () => headed("t=now,v1=yes")],
    ["empty", () => headed("t=1,v1=")],
    ["without a value", () => headed(`t=${nowSeconds()},v1`)],
    ["empty beside another", () => headed(`t=${nowSeconds()},v1=,v1=abc`)],
    ["of no time", () => headed("v1=abc")],
    ["of two times", () => headed(`t=1,t=${nowSeconds()},v1=abc`)],
  ])("responds with 400 to a signature that is %s, and stores nothing", async (_what, make) => {
    const response = await POST(make());
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ code: "bad_signature", status: 400 });
    expect(await inbox()).toBe(0);
    expect(await jobs()).toBe(0);
  });

  it("responds with 413 to a body over 512 KB, and stores nothing", async () => {
    const response = await POST(signed(`"${"x".repeat(600_000)}"`));
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ title: "The body is larger than 512 KB" });
    expect(await inbox()).toBe(0);
  });
});

function headerOf(from: Request): string {
  return from.headers.get("stripe-signature") ?? "";
}
