import { describe, expect, test } from "vitest";
import type { Send } from "../../client/retry.js";
import { createTokens, NoTokenError, withToken } from "./tokens.js";

const START = Date.parse("2026-11-24T09:30:00Z");
const MINUTE = 60_000;

/** Tokens of a route with these answers, and a clock that the test sets. */
function tokensOf({ answers = [] as (() => Response)[], skewMs = 0, withDate = true } = {}) {
  const clock = { now: START };
  const waits: number[] = [];
  let asked = 0;
  const fetch: Send = async (request) => {
    expect([request.method, request.url]).toEqual(["POST", "https://chat.example/api/refill"]);
    asked += 1;
    const answer = answers.shift();
    if (answer) return answer();
    const served = clock.now - skewMs;
    return Response.json(
      { token: `t${asked}`, expiresAt: new Date(served + 15 * MINUTE).toISOString() },
      { headers: withDate ? { date: new Date(served).toUTCString() } : {} },
    );
  };
  const tokens = createTokens({
    url: "https://chat.example/api/refill",
    fetch,
    now: () => clock.now,
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  return { tokens, clock, waits, asked: () => asked };
}

describe("a token", () => {
  test("is asked for once, also by requests at the same time, and again a minute before it expires", async () => {
    const { tokens, clock, asked } = tokensOf();
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(["t1", "t1"]);
    clock.now = START + 14 * MINUTE - 1;
    expect(await tokens.get()).toBe("t1");
    clock.now = START + 14 * MINUTE;
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(["t2", "t2"]);
    expect(asked()).toBe(2);
  });

  test.each([60, -60])("is kept for as long when the browser's clock is %i minutes off", async (minutes) => {
    const { tokens, clock, asked } = tokensOf({ skewMs: minutes * MINUTE });
    await tokens.get();
    clock.now += 14 * MINUTE - 1;
    await tokens.get();
    expect(asked()).toBe(1);
    clock.now += 1;
    await tokens.get();
    expect(asked()).toBe(2);
  });

  test("is kept by the browser's clock when the route does not say what time it is", async () => {
    const { tokens, clock, asked } = tokensOf({ withDate: false });
    await tokens.get();
    clock.now += 14 * MINUTE - 1;
    await tokens.get();
    expect(asked()).toBe(1);
  });

  test("is asked for again, with pauses, when the route is busy or cannot be reached", async () => {
    const unreachable = () => {
      throw new TypeError("fetch failed");
    };
    const { tokens, waits } = tokensOf({ answers: [unreachable, () => new Response(null, { status: 503 })] });
    expect(await tokens.get()).toBe("t3");
    expect(waits).toHaveLength(2);
    expect(waits[1]).toBeGreaterThan(waits[0] ?? 0);
  });

  test("is not there when nobody is signed in; the next call asks again", async () => {
    const { tokens, asked } = tokensOf({ answers: [() => new Response(null, { status: 401 })] });
    await expect(tokens.get()).rejects.toThrow(NoTokenError);
    expect(asked()).toBe(1);
    expect(await tokens.get()).toBe("t2");
  });
});

describe("a request", () => {
  /** An API that accepts these tokens. */
  const apiOf = (...accepted: string[]) => {
    const seen: [string | null, string][] = [];
    const send: Send = async (request) => {
      const authorization = request.headers.get("authorization");
      seen.push([authorization, await request.text()]);
      return new Response(null, { status: accepted.includes(authorization?.slice(7) ?? "") ? 200 : 401 });
    };
    return { send, seen };
  };
  const request = () => new Request("https://refill.example/api/v1/credits/checkout", { method: "POST", body: "{}" });

  test("whose token is refused is sent once more, with another token and the same body", async () => {
    const { tokens, asked } = tokensOf();
    const { send, seen } = apiOf("t2");
    expect((await withToken(tokens, send)(request())).status).toBe(200);
    expect(seen).toEqual([
      ["Bearer t1", "{}"],
      ["Bearer t2", "{}"],
    ]);
    expect(asked()).toBe(2);
  });

  test("that is refused twice is answered with the refusal", async () => {
    const { tokens } = tokensOf();
    const { send, seen } = apiOf();
    expect((await withToken(tokens, send)(request())).status).toBe(401);
    expect(seen).toHaveLength(2);
  });

  test("shares the new token with others that were refused at the same time", async () => {
    const { tokens, asked } = tokensOf();
    const { send } = apiOf("t2");
    const call = withToken(tokens, send);
    await Promise.all([call(request()), call(request()), call(request())]);
    expect(asked()).toBe(2);
  });
});
