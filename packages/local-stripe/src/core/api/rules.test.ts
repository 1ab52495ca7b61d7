import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, startKit } from "../../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

function call(path: string, init: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
  const headers = { authorization: "Bearer sk_test_local", ...init.headers };
  return fetch(`${kit.server.url}${path}`, { ...init, headers });
}

test("every response has a request id and the version, including refusals, unknown URLs and wrong methods", async () => {
  const answers = [
    [await call("/v1/customers"), 200],
    [await call("/v1/customers", { headers: { authorization: "" } }), 401],
    [await call("/v1/customers", { headers: { authorization: "Bearer nonsense" } }), 401],
    [await call("/v1/customers/cus_no"), 404],
    [await call("/v1/nothing"), 404],
    [await call("/v1/customers", { method: "PUT" }), 404],
    [await call("/v1/nothing", { headers: { authorization: "" } }), 401],
    [await call("/v1/customers", { method: "POST", body: new URLSearchParams({ a: "1" }) }), 400],
  ] as const;
  const ids = new Set<string | null>();
  for (const [answer, status] of answers) {
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(answer.headers.get("request-id")).toMatch(/^req_\w{14}$/);
    ids.add(answer.headers.get("request-id"));
    if (status !== 200) expect((await answer.json()).error).toMatchObject({ type: "invalid_request_error" });
  }
  expect(ids.size).toBe(answers.length);
});

test("the requested API version is returned; an invalid one is refused", async () => {
  expect((await call("/v1/customers")).headers.get("stripe-version")).toBe("2026-10-28.endive");
  const older = await call("/v1/customers", { headers: { "stripe-version": "2025-03-31.basil" } });
  expect(older.headers.get("stripe-version")).toBe("2025-03-31.basil");
  expect((await call("/v1/customers", { headers: { "stripe-version": "latest" } })).status).toBe(400);
});

test("an idempotency key is forgotten after 24 hours of engine time, and has 255 characters at most", async () => {
  const options = { idempotencyKey: "k".repeat(255) };
  const first = await kit.stripe.customers.create({}, options);
  await kit.local("/clock/advance", { seconds: 23 * 3600 });
  expect((await kit.stripe.customers.create({}, options)).id).toBe(first.id);
  await kit.local("/clock/advance", { seconds: 3601 });
  const second = await kit.stripe.customers.create({}, options);
  expect(second.id).not.toBe(first.id);
  expect(second.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  await expect(kit.stripe.customers.create({}, { idempotencyKey: "k".repeat(256) })).rejects.toMatchObject({
    statusCode: 400,
  });
});

test("a refused call does not use up its idempotency key", async () => {
  const headers = { "idempotency-key": "again" };
  const refused = await call("/v1/customers", { method: "POST", headers, body: new URLSearchParams({ a: "1" }) });
  expect(refused.status).toBe(400);
  const done = await call("/v1/customers", { method: "POST", headers, body: new URLSearchParams({ name: "A" }) });
  expect([done.status, (await done.json()).name]).toEqual([200, "A"]);
});

test("the bounds of a page, its cursors and the times it covers are checked", async () => {
  const made: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    made.push((await kit.stripe.customers.create({})).id);
    await kit.local("/clock/advance", { seconds: 100 });
  }
  for (const query of [
    "limit=0",
    "limit=101",
    "limit=x",
    "starting_after=cus_no",
    "starting_after=a&ending_before=b",
  ]) {
    const answer = await call(`/v1/customers?${query}`);
    expect([query, answer.status]).toEqual([query, 400]);
    expect((await answer.json()).error.param).toBe(query.split("=")[0]);
  }
  const middle = (await kit.stripe.customers.retrieve(made[1] ?? "")) as { created?: number };
  const created = middle.created ?? 0;
  const ids = async (range: object) => (await kit.stripe.customers.list({ created: range })).data.map((row) => row.id);
  expect(await ids({ gte: created })).toEqual([made[2], made[1]]);
  expect(await ids({ gt: created })).toEqual([made[2]]);
  expect(await ids({ lt: created })).toEqual([made[0]]);
  expect(await ids({ gte: created, lte: created })).toEqual([made[1]]);
});

test("metadata has at most 50 keys of 40 characters with values of 500, and merges key by key", async () => {
  const { id } = await kit.stripe.customers.create({ metadata: { a: "1", b: "2" } });
  await expect(kit.stripe.customers.update(id, { metadata: { ["k".repeat(41)]: "v" } })).rejects.toThrow(/40/);
  await expect(kit.stripe.customers.update(id, { metadata: { k: "v".repeat(501) } })).rejects.toThrow(/500/);
  const many = Object.fromEntries(Array.from({ length: 49 }, (_, n) => [`k${n}`, "v"]));
  await expect(kit.stripe.customers.update(id, { metadata: many })).rejects.toThrow(/50/);
  expect((await kit.stripe.customers.update(id, { metadata: { a: "", c: "3" } })).metadata).toEqual({ b: "2", c: "3" });
  expect((await kit.stripe.customers.update(id, { name: "N" })).metadata).toEqual({ b: "2", c: "3" });
});

test("expanding an invalid or too deep path is refused and undoes the call", async () => {
  const deep = "a.b.c.d.e";
  for (const path of ["wallet", "email", deep]) {
    await expect(kit.stripe.customers.create({ email: "e@example.com", expand: [path] })).rejects.toMatchObject({
      statusCode: 400,
      param: "expand",
    });
  }
  expect((await kit.stripe.customers.list()).data).toEqual([]);
});
