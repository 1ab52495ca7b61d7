import { expect, test } from "vitest";
import { DUMMY_HASH, hashPassword, verifyPassword } from "@/lib/auth/password";

test("a password matches only its own hash", async () => {
  const hash = await hashPassword("correct horse");
  expect(await verifyPassword(hash, "correct horse")).toBe(true);
  expect(await verifyPassword(hash, "correct horsf")).toBe(false);
});

test("the dummy hash costs what a real one costs, and never matches", async () => {
  const cost = (hash: string) => hash.split("$").slice(0, 4).join("$");
  expect(cost(DUMMY_HASH)).toBe(cost(await hashPassword("anything")));
  expect(await verifyPassword(null, "anything")).toBe(false);
});

test("a character composed differently is the same password", async () => {
  expect(await verifyPassword(await hashPassword("caf\u00e9 1234"), "cafe\u0301 1234")).toBe(true);
});
