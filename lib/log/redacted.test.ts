import { expect, test } from "vitest";
import { redacted } from "@/lib/log/redacted";

const token = "q3Jx8vS0dK1mZ7bT5nW2cR9yF4hL6pA-uE_gI0oQsXk";

test.each([
  ["an email address", '{"msg":"550 <ada.l+x@mail.example.com>: refused"}', "ada.l"],
  ["one in a URL", '{"msg":"see /unsubscribe/ada%40example.com"}', "ada%40"],
  ["Stripe's secret key", '{"msg":"key sk_live_51Hx was refused"}', "51Hx"],
  ["a restricted key", '{"msg":"rk_test_51Hx"}', "51Hx"],
  ["a signing secret", '{"msg":"whsec_abc123"}', "abc123"],
  ["the app's API key", '{"msg":"rk_k3y0pref_q3Jx8vS0dK1mZ7bT5nW2cR9yF4hL6pA-"}', "q3Jx8v"],
  ["a client secret of Stripe", '{"msg":"pi_3Abc_secret_9xYz"}', "9xYz"],
  ["a bearer token", `{"msg":"sent Bearer ${token}"}`, token],
  ["a sealed session", '{"msg":"cookie eyJhbGciOiJkaXIi..Yx1.Zw-2.aa"}', "eyJ"],
  ["the token of a mailed link", `{"url":"https://refill.example/reset-password?token=${token}"}`, token],
  ["a query", '{"path":"/admin/users?q=Ada+Lovelace"}', "Lovelace"],
  ["the password of a connection string", '{"msg":"postgres://app:hunter2@db:5432/refill"}', "hunter2"],
  ["a field with a password", '{"user":{"newPassword":"pass \\"phrase\\" 1"},"n":1}', "phrase"],
  ["a field in a string of JSON", JSON.stringify({ msg: '{"token":"abc def","n":1}' }), "abc"],
  ["a card number", '{"msg":"card 4242 4242 4242 4242 declined"}', "4242"],
  ["a card number of American Express", '{"msg":"3782 822463 10005"}', "822463"],
  ["the key of a backup", '{"msg":"AGE-SECRET-KEY-1QQPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"}', "QQPZ"],
  ["the passphrase of a backup", '{"BACKUP_PASSPHRASE":"correct horse battery"}', "horse"],
  ["a card number without spaces", '{"msg":"378282246310005"}', "378282246310005"],
])("%s is taken out of a line, which stays JSON", (_what, line, secret) => {
  expect(line).toContain(secret);
  const clean = redacted(line);
  expect(clean).not.toContain(secret);
  expect(() => JSON.parse(clean)).not.toThrow();
});

test.each([
  ['{"level":30,"time":1795962846123,"requestId":"4242424242424242abcdef0123456789","msg":"request"}'],
  ['{"idempotencyKey":"plan:019ad0c8-1111-7000-8000-424242424242","stripeRequest":"req_AbC123","status":200}'],
  ['{"account":"d***@example.com","tokens":12,"plan":"Basic subscription","invoice":"in_1AbC"}'],
  ['{"stack":"at run (/app/node_modules/@prisma/client/runtime.js:1:2)","credits":"4242424242424241"}'],
])("what is no secret stays: %s", (line) => {
  expect(redacted(line)).toBe(line);
});

test("a long line without any is searched in time that grows with its length only", () => {
  // The fastest of some: it says what the search takes, and the others what else the machine did.
  const fastest = (length: number) => {
    const line = `token@${"a-".repeat(length)}${"/b".repeat(length)}`;
    const times = Array.from({ length: 5 }, () => {
      const begun = performance.now();
      redacted(line);
      return performance.now() - begun;
    });
    return Math.min(...times);
  };
  // Four times as long takes four times as much; growing with the square, it would take sixteen times.
  expect(fastest(40_000) / fastest(10_000)).toBeLessThan(10);
});
