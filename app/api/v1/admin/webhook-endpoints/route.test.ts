import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { sendWebhooks } from "@/lib/webhooks/sending/send-webhooks";
import { POST as replayDelivery } from "./[id]/deliveries/[delivery]/replay/route";
import { GET as getDelivery } from "./[id]/deliveries/[delivery]/route";
import { GET as listDeliveries } from "./[id]/deliveries/route";
import { POST as replayDead } from "./[id]/replay/route";
import { POST as roll } from "./[id]/roll/route";
import { DELETE, GET as getOne, PATCH } from "./[id]/route";
import { POST as sendTest } from "./[id]/test/route";
import { GET, POST } from "./route";

const db = await testDatabase();
closeAppDatabase();
const admin = await newPerson(db, 0, "ADMIN");
const { token } = admin;

const url = "https://example.com/hooks?token=hush";
const make = (body: object = {}) => call(POST, "POST", { token, body: { url, ...body } });
const idOf = (json: Record<string, unknown>) => String(json.id);

test("an endpoint is made with a secret that is shown once, listed, edited and deleted, each on record", async () => {
  const made = await make({ description: "Main app", eventTypes: ["balance.low", "balance.low"] });
  expect(made).toMatchObject({
    status: 201,
    json: {
      url,
      description: "Main app",
      eventTypes: ["balance.low"],
      status: "enabled",
      secret: expect.stringMatching(/^whsec_/),
    },
  });
  const params = { id: idOf(made.json) };
  const listed = await call(GET, "GET", { token });
  expect(listed.json.data).toMatchObject([{ id: params.id }]);
  expect(JSON.stringify(listed.json)).not.toContain("whsec_");
  const edited = await call(PATCH, "PATCH", { token, params, body: { eventTypes: [], enabled: false } });
  expect(edited).toMatchObject({ status: 200, json: { eventTypes: [], status: "disabled", disabledReason: "ADMIN" } });
  expect((await call(getOne, "GET", { token, params })).json).toEqual(edited.json);
  const rolled = await call(roll, "POST", { token, params });
  expect(rolled.json.secret).not.toBe(made.json.secret);
  expect(rolled.json.previousSecretUntil).not.toBeNull();
  expect(await call(DELETE, "DELETE", { token, params })).toMatchObject({ status: 200, json: { deleted: true } });
  expect((await call(getOne, "GET", { token, params })).status).toBe(404);
  const records = await db.prisma.auditLog.findMany({ where: { targetId: params.id }, orderBy: { id: "asc" } });
  expect(records.map(({ action }) => action)).toEqual(
    ["created", "updated", "disabled", "secret_rolled", "deleted"].map((verb) => `webhook_endpoint.${verb}`),
  );
  expect(records.every(({ actorId }) => actorId === admin.id)).toBe(true);
  expect(JSON.stringify(records)).not.toMatch(/hush|whsec_/);
});

test("an address that is private, not HTTPS or not a URL is refused, and so is an unknown type", async () => {
  for (const [body, field] of [
    [{ url: "http://example.com/" }, "url"],
    [{ url: "https://10.0.0.1/" }, "url"],
    [{ url: "nonsense" }, "url"],
    [{ eventTypes: ["balance.sideways"] }, "eventTypes.0"],
  ] as const) {
    expect(await make(body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  }
  const { json } = await make();
  const bad = await call(PATCH, "PATCH", { token, params: { id: idOf(json) }, body: { url: "https://localhost/" } });
  expect(bad).toMatchObject({ status: 422, json: { errors: [{ field: "url" }] } });
});

test("a test event has a delivery, which can be read with its attempts and replayed", async () => {
  const { json } = await make();
  const params = { id: idOf(json) };
  const sent = await call(sendTest, "POST", { token, params });
  expect(sent.status).toBe(201);
  const delivery = String(sent.json.delivery);
  // The address is a name of the Internet that nothing here can resolve, or must not.
  const limits = { allowPrivate: false, timeoutMs: 1_000, concurrency: 1, budgetMs: 5_000 };
  const lookup = (_name: string, _options: object, callback: (error: Error | null, found: []) => void) =>
    callback(new Error("ENOTFOUND"), []);
  await sendWebhooks(db, { ...limits, lookup: lookup as never }, async () => new Date());
  const found = await call(getDelivery, "GET", { token, params: { ...params, delivery } });
  expect(found.json).toMatchObject({ id: delivery, type: "test", status: "PENDING", attempts: 1, account: null });
  expect(found.json.tries).toMatchObject([{ status: null, error: expect.stringContaining("ENOTFOUND") }]);
  const replayed = await call(replayDelivery, "POST", { token, params: { ...params, delivery } });
  expect(replayed).toMatchObject({ status: 200, json: { status: "PENDING", attempts: 0 } });
  const listed = await call(listDeliveries, "GET", { token, params, url: "/?status=PENDING" });
  expect(listed.json).toMatchObject({ data: [{ id: delivery }], nextCursor: null });
  expect((await call(listDeliveries, "GET", { token, params, url: "/?status=DEAD" })).json.data).toEqual([]);
  expect(await call(replayDead, "POST", { token, params })).toMatchObject({ status: 200, json: { deliveries: 0 } });
  await call(PATCH, "PATCH", { token, params, body: { enabled: false } });
  expect(await call(sendTest, "POST", { token, params })).toMatchObject({
    status: 409,
    json: { code: "endpoint_disabled" },
  });
});

test("there can be twenty endpoints", async () => {
  const { length } = (await call(GET, "GET", { token })).json.data as object[];
  for (let n = length; n < 20; n++) expect((await make()).status).toBe(201);
  expect(await make()).toMatchObject({ status: 409, json: { code: "too_many_endpoints" } });
});

test("to anyone but an admin none of it exists", async () => {
  const person = await newPerson(db);
  const [first] = (await call(GET, "GET", { token })).json.data as { id: string }[];
  const params = { id: first?.id ?? "", delivery: first?.id ?? "" };
  const asked = { token: person.token, params };
  for (const response of [
    await call(GET, "GET", asked),
    await call(POST, "POST", { ...asked, body: { url } }),
    await call(getOne, "GET", asked),
    await call(PATCH, "PATCH", { ...asked, body: { enabled: false } }),
    await call(DELETE, "DELETE", asked),
    await call(roll, "POST", asked),
    await call(sendTest, "POST", asked),
    await call(replayDead, "POST", asked),
    await call(listDeliveries, "GET", asked),
    await call(getDelivery, "GET", asked),
    await call(replayDelivery, "POST", asked),
  ]) {
    expect(response.status).toBe(404);
  }
});
