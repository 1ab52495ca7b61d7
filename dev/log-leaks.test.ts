import { expect, test } from "vitest";
import { findLeaks } from "./log-leaks";

const token = "q3Jx8vS0dK1mZ7bT5nW2cR9yF4hL6pA-uE_gI0oQsXk";

test.each([
  ["an email address", '{"msg":"to ada@example.com"}'],
  ["an email address", "GET /unsubscribe?to=ada%40example.com"],
  ["a key of Stripe", "sk_live_51Hx"],
  ["a key of Stripe", "rk_test_51Hx"],
  ["a key of Stripe", "whsec_51Hx"],
  ["an API key", `rk_k3y0pref_${token.slice(0, 32)}`],
  ["a client secret of Stripe", "seti_1Abc_secret_9xYzAbc"],
  ["a bearer token", `authorization: Bearer ${token}`],
  ["a sealed session or token", "eyJhbGciOiJkaXIi..Yx1.Zw-2.aa"],
  ["a cookie", `cookie: next-auth.session-token=${token}`],
  ["a token of a mailed link", `/verify-email?token=${token}`],
  ["a password", '{"currentPassword":"correct horse"}'],
  ["an IP address", '{"ip":"203.0.113.77"}'],
  ["a card number", "4242 4242 4242 4242"],
  ["a card number", '{"n":"5555555555554444"}'],
  ["a name", "Ada Lovelace has paid"],
])("a log with %s is found out", (kind, line) => {
  const known = [{ kind: "a name", value: "Ada Lovelace" }];
  expect(findLeaks(`{"msg":"fine"}\n${line}\n`, known)).toContainEqual({ kind, line: 2 });
});

test("a log as it should be has none", () => {
  const lines = [
    '{"level":30,"time":1795962846123,"pid":4242,"hostname":"web-1","requestId":"4f1c0a52-9a3e-4c8f-8f60-1c2d3e4f5a6b","method":"POST","route":"/api/v1/credits/consume","status":200,"durationMs":4.2,"msg":"request"}',
    '{"level":30,"event":"sign_in.failed","network":"203.0.113.0/24","account":"d***@example.com","msg":"security"}',
    '{"level":30,"endpoint":"/v1/customers/:id","idempotencyKey":"stripe-node-retry-4f1c0a52-9a3e-4c8f-8f60-1c2d3e4f5a6b","stripeRequest":"req_AbC","msg":"Stripe call"}',
    '{"level":50,"err":{"message":"connect ECONNREFUSED 127.0.0.1:5432"},"msg":"failed"}',
    '{"traceId":"3b0221ddadc93392eb29f02aa49ff961","spanId":"6062039935614099","startTimeUnixNano":"1795977056746000000"}',
    '{"url":"/reset-password?[redacted]","to":"[email]","card":"[card]","credits":"4242424242424241"}',
  ];
  expect(findLeaks(lines.join("\n"), [{ kind: "a name", value: "Ada" }])).toEqual([]);
});
