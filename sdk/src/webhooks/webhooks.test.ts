import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyWebhook, WebhookError } from "./index.js";

const SECRET = `whsec_${Buffer.from("only-for-tests-only-for-tests-24").toString("base64")}`;
const OTHER = `whsec_${Buffer.from("another-secret-another-secret-00").toString("base64")}`;
const BODY = JSON.stringify({ type: "balance.low", timestamp: "2026-11-24T09:30:00Z", data: { available: 12 } });

const nowSeconds = () => Math.floor(Date.now() / 1000);

/** Signs as the specification says, with Node's own HMAC. */
function signature(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
}

function headersFor(body: string, { secret = SECRET, seconds = nowSeconds(), id = "msg_1" } = {}) {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signature(secret, id, seconds, body),
  };
}

function reasonOf(verify: () => unknown): string {
  try {
    verify();
  } catch (error) {
    if (error instanceof WebhookError) return error.reason;
    throw error;
  }
  return "accepted";
}

test("the specification's own example has the signature it says", () => {
  const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  expect(signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}')).toBe(
    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  );
});

describe("a webhook", () => {
  test("signed with the endpoint's secret is returned as its event", () => {
    type Low = { type: "balance.low"; timestamp: string; data: { available: number } };
    const event = verifyWebhook<Low>(BODY, new Headers(headersFor(BODY)), SECRET);
    expect(event.data.available).toBe(12);
  });

  test("may have several signatures, and headers as Node has them", () => {
    const { "webhook-signature": right, ...rest } = headersFor(BODY);
    const both = `v1a,AAAA ${signature(OTHER, "msg_1", nowSeconds(), BODY)} ${right}`;
    expect(reasonOf(() => verifyWebhook(BODY, { ...rest, "Webhook-Signature": [both] }, SECRET))).toBe("accepted");
  });

  test("is accepted by either secret while the secret is being changed", () => {
    const headers = headersFor(BODY, { secret: OTHER });
    expect(reasonOf(() => verifyWebhook(BODY, headers, [SECRET, OTHER]))).toBe("accepted");
    expect(reasonOf(() => verifyWebhook(BODY, headers, SECRET))).toBe("bad_signature");
  });

  test("whose body, id or time was changed is refused", () => {
    const headers = headersFor(BODY);
    expect(reasonOf(() => verifyWebhook(BODY.replace("12", "99"), headers, SECRET))).toBe("bad_signature");
    expect(reasonOf(() => verifyWebhook(BODY, { ...headers, "webhook-id": "msg_2" }, SECRET))).toBe("bad_signature");
    const later = { ...headers, "webhook-timestamp": String(nowSeconds() + 60) };
    expect(reasonOf(() => verifyWebhook(BODY, later, SECRET))).toBe("bad_signature");
  });

  test.each([-301, 301])("signed %i seconds from now is refused, however well", (offset) => {
    const seconds = nowSeconds() + offset + Math.sign(offset) * 30;
    expect(reasonOf(() => verifyWebhook(BODY, headersFor(BODY, { seconds }), SECRET))).toBe("outside_tolerance");
  });

  test.each(["", "soon", "1e9", "1614265330 "])("with the time %j is refused", (time) => {
    const headers = { ...headersFor(BODY), "webhook-timestamp": time };
    expect(reasonOf(() => verifyWebhook(BODY, headers, SECRET))).toMatch(/^(missing_headers|outside_tolerance)$/);
  });

  test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("without %s is refused", (name) => {
    const headers = new Headers(headersFor(BODY));
    headers.delete(name);
    expect(reasonOf(() => verifyWebhook(BODY, headers, SECRET))).toBe("missing_headers");
  });

  test("that is signed and not an event is refused", () => {
    for (const body of ["", "[]", "{}", "not JSON", '{"type":1}']) {
      expect(reasonOf(() => verifyWebhook(body, headersFor(body), SECRET))).toBe("malformed");
    }
  });

  test("is never checked without a secret", () => {
    expect(() => verifyWebhook(BODY, headersFor(BODY), [])).toThrow("needs a secret");
    expect(() => verifyWebhook(BODY, headersFor(BODY), "whsec_")).toThrow("Secret can't be empty");
  });
});
