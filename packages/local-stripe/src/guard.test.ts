import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostFrom } from "./host";
import { type Kit, startKit } from "./testing/kit";

let kit: Kit;
let pay: string;
beforeAll(async () => {
  kit = await startKit();
  const session = await kit.stripe.checkout.sessions.create({
    mode: "setup",
    currency: "usd",
    success_url: "http://localhost/ok",
  });
  pay = new URL(session.url ?? "").pathname;
});
afterAll(() => kit.close());

/** Sends exactly these headers; fetch decides over Host and Origin itself. */
async function send(path: string, headers: Record<string, string>, body = "", method = "POST"): Promise<number> {
  const host = `localhost:${kit.server.port}`;
  return new Promise((resolve, reject) => {
    const sent = request(
      { port: kit.server.port, host: "127.0.0.1", path, method, headers: { host, ...headers } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sent.once("error", reject);
    sent.end(body);
  });
}

const own = () => `http://localhost:${kit.server.port}`;
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "content-type": "application/json" };
const KEY = { authorization: "Bearer sk_test_local" };
/** A change of each kind: a hosted page, its buttons, the dashboard, the API, the routes under /_local. */
const changes = () => [
  { path: pay, headers: FORM, body: "card_number=1" },
  { path: `${pay}/promotion`, headers: FORM, body: "code=NONE" },
  { path: "/dashboard/objects/ch_none/refund", headers: FORM, body: "amount=1" },
  { path: "/v1/customers", headers: { ...FORM, ...KEY }, body: "name=Ada" },
  { path: "/_local/clock/advance", headers: JSON_TYPE, body: `{"seconds":1}` },
  { path: "/_local/reset", headers: {}, body: "" },
];

describe("changes", () => {
  test.each(["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1"])(
    "are refused from pages of %s",
    async (origin) => {
      for (const { path, headers, body } of changes()) expect(await send(path, { ...headers, origin }, body)).toBe(403);
    },
  );

  test("are refused when the browser reports another site", async () => {
    for (const site of ["cross-site", "same-site"]) {
      for (const { path, headers, body } of changes()) {
        expect(await send(path, { ...headers, "sec-fetch-site": site }, body)).toBe(403);
      }
    }
  });

  test.each(["text/plain", "multipart/form-data; boundary=x", ""])("are refused as %s", async (type) => {
    for (const { path, headers, body } of changes().filter((change) => change.body !== "")) {
      expect(await send(path, { ...headers, "content-type": type }, body)).toBe(415);
    }
    expect(await send("/_local/clock/advance", FORM, `{"seconds":1}`)).toBe(415);
    expect(await send(pay, JSON_TYPE, "{}")).toBe(415);
  });

  test("are accepted from the server's own pages and from programs", async () => {
    const before = kit.server.now();
    const refused = [403, 415];
    for (const origin of [{ origin: own() }, {}] as Record<string, string>[]) {
      for (const { path, headers, body } of changes().slice(0, 5)) {
        expect(refused).not.toContain(await send(path, { ...headers, ...origin }, body));
      }
    }
    expect(kit.server.now() - before).toBeGreaterThanOrEqual(2);
  });
});

test("requests under a Host that another site could have are refused, reads included", async () => {
  for (const host of ["evil.example:12111", "localhost.evil.example", "evil."]) {
    expect(await send("/_local/events", { host }, "", "GET")).toBe(403);
  }
  for (const host of [`127.0.0.1:${kit.server.port}`, "[::1]:12111", "stripe:12111", "app.localhost"]) {
    expect(await send("/_local/health", { host }, "", "GET")).toBe(200);
  }
});

test("it listens on this machine only unless HOST is set", async () => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === "IPv4" && !address.internal)?.address;
  if (outside) {
    await expect(fetch(`http://${outside}:${kit.server.port}/_local/health`)).rejects.toThrow("fetch failed");
  }
  expect(hostFrom(undefined)).toBe("127.0.0.1");
  expect(hostFrom("laptop.lan")).toBe("127.0.0.1");
  expect(hostFrom("0.0.0.0")).toBe("0.0.0.0");
});
