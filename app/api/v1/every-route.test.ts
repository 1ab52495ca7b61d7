import { describe, expect, test, vi } from "vitest";
import { GET as unknownPath } from "@/app/api/v1/[[...path]]/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getCredits, OPTIONS as optionsCredits, PATCH as patchCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { jsonInteger } from "@/lib/api/http/json";
import { MAX_BODY_BYTES } from "@/lib/api/http/read-body";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { log } from "@/lib/log";

const db = await testDatabase();
closeAppDatabase();

const APP = "http://localhost:3000";

async function cookieOf(userId: string): Promise<string> {
  return `theme=dark; ${await sessionCookieOf(db, userId)}`;
}

describe("who is calling", () => {
  test("missing or invalid credentials and another scheme are 401 with the scheme to use", async () => {
    for (const authorization of [undefined, "Bearer nonsense", "Bearer rk_unknown", "Basic YTpi", "Bearer"]) {
      const { status, json, headers } = await call(getCredits, "GET", {
        headers: authorization ? { authorization } : {},
      });
      expect(status).toBe(401);
      expect(json.code).toBe("unauthorized");
      expect(headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  test("a bearer token or a session cookie names the caller", async () => {
    const person = await newPerson(db, 7);
    const byToken = await call(getCredits, "GET", { token: person.token });
    const byCookie = await call(getCredits, "GET", { headers: { cookie: await cookieOf(person.id) } });
    expect(byToken.json).toMatchObject({ account: person.accountId, balance: 7, held: 0, available: 7, debt: 0 });
    expect(byCookie.json).toMatchObject({ account: person.accountId });
  });

  test("an invalid header is refused even with a valid cookie", async () => {
    const person = await newPerson(db);
    const headers = { cookie: await cookieOf(person.id), authorization: "Bearer nonsense" };
    expect((await call(getCredits, "GET", { headers })).status).toBe(401);
  });

  test("a lock ends tokens and sessions at once", async () => {
    const person = await newPerson(db);
    const cookie = await cookieOf(person.id);
    await db.prisma.user.update({ where: { id: person.id }, data: { lockedAt: new Date() } });
    expect((await call(getCredits, "GET", { token: person.token })).status).toBe(401);
    expect((await call(getCredits, "GET", { headers: { cookie } })).status).toBe(401);
  });

  test("a session cookie is refused for changes from another site", async () => {
    const person = await newPerson(db, 10);
    const cookie = await cookieOf(person.id);
    const spend = (headers: Record<string, string>) =>
      call(consume, "POST", { body: { amount: 1 }, headers: { cookie, ...headers } });
    for (const origin of ["https://evil.example", "null", "http://localhost:3001", "https://localhost:3000"]) {
      expect(await spend({ origin })).toMatchObject({ status: 401, json: { code: "untrusted_origin" } });
    }
    expect((await spend({ "sec-fetch-site": "cross-site" })).status).toBe(401);
    expect((await spend({ origin: APP })).json.balance).toBe(9);
    expect((await spend({})).json.balance).toBe(8);
    expect((await call(getCredits, "GET", { headers: { cookie, origin: "https://evil.example" } })).status).toBe(200);
  });
});

describe("bodies", () => {
  test("that are not JSON, not UTF-8 or not declared as JSON are 400", async () => {
    const { token } = await newPerson(db, 10);
    const broken: { body: unknown; headers?: Record<string, string> }[] = [
      { body: "{" },
      { body: "" },
      { body: new Uint8Array([0x22, 0xff, 0x22]) },
      { body: { amount: 1 }, headers: { "content-type": "text/plain" } },
      { body: "amount=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
    ];
    for (const options of broken) {
      expect(await call(consume, "POST", { token, ...options })).toMatchObject({
        status: 400,
        json: { code: "malformed_request" },
      });
    }
    expect((await call(getCredits, "GET", { token })).json.balance).toBe(10);
  });

  test("over 1 MB are 413, also without a Content-Length, and are not read to the end", async () => {
    const { token } = await newPerson(db, 10);
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const request = new Request(`${APP}/api/v1/credits/consume`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: endless,
      duplex: "half",
    } as RequestInit);
    const response = await consume(request);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      code: "payload_too_large",
      title: "The body is larger than 1 MB",
    });
    expect(sent).toBeLessThan(2 * MAX_BODY_BYTES);
    const told = await call(consume, "POST", { token, body: `{"a":"${"x".repeat(MAX_BODY_BYTES)}"}` });
    expect(told.status).toBe(413);
  });

  test("that are cut off by the caller are 400 and not logged as an outage", async () => {
    const { token } = await newPerson(db, 10);
    const logged = [vi.spyOn(log, "warn"), vi.spyOn(log, "error")];
    const broken = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(Buffer.from('{"amount":')),
      pull: (controller) => controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
    });
    const request = new Request(`${APP}/api/v1/credits/consume`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: broken,
      duplex: "half",
    } as RequestInit);
    const response = await consume(request);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "malformed_request" });
    for (const spy of logged) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test("of just under 1 MB are read", async () => {
    const { token } = await newPerson(db, 10);
    const body = `{"amount":1}${" ".repeat(MAX_BODY_BYTES - 12)}`;
    expect((await call(consume, "POST", { token, body })).status).toBe(200);
  });
});

describe("every response", () => {
  test("has a request id: the caller's if it is safe to log, otherwise a new one", async () => {
    const idOf = async (given: string) =>
      (await call(getCredits, "GET", { headers: { "x-request-id": given } })).headers.get("x-request-id");
    expect(await idOf("trace-0123456789")).toBe("trace-0123456789");
    expect(await idOf('"; drop')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf("x".repeat(500))).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("to an unknown address or method is a problem", async () => {
    expect(await call(unknownPath, "GET", { url: "/api/v1/nothing" })).toMatchObject({
      status: 404,
      json: { code: "not_found", type: `${APP}/docs/api#not_found` },
    });
    const wrong = await call(patchCredits, "PATCH");
    expect(wrong).toMatchObject({ status: 405, json: { code: "method_not_allowed" } });
    expect(wrong.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect((await call(optionsCredits, "OPTIONS")).headers.get("allow")).toBe("GET, HEAD, OPTIONS");
  });

  test("never holds a number that JSON would round", () => {
    expect(jsonInteger(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991);
    expect(() => jsonInteger(9_007_199_254_740_992n)).toThrow(RangeError);
  });
});
