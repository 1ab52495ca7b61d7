import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { clawBack } from "@/lib/ledger/claw-back";
import { debtPaidBy } from "@/lib/ledger/debt-paid-by";
import { grant } from "@/lib/ledger/grant";
import { NOON, newAccount } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

test("what a purchase's credits paid of the debt, with its bonus, is known by its payment", {
  tags: ["full"],
}, async () => {
  const accountId = await newAccount(db);
  await clawBack(db.sql, { accountId, amount: 520n, sourceKey: "refund", actor: "system" }, NOON);
  const [paymentId, later] = [randomUUID(), randomUUID()];
  const bring = (kind: "PACK" | "PROMO", amount: bigint, of: string) =>
    grant(db.sql, { accountId, kind, amount, paymentId: of, sourceKey: `${of} ${kind}`, actor: "system" }, NOON);
  await bring("PACK", 500n, paymentId);
  await bring("PROMO", 50n, paymentId);
  await bring("PACK", 500n, later);
  expect(await debtPaidBy(db.sql, accountId, { paymentId })).toBe(520n);
  expect(await debtPaidBy(db.sql, accountId, { paymentId: later })).toBe(0n);
});

test("a plan's first refill that pays debt is known by its subscription", { tags: ["full"] }, async () => {
  const accountId = await newAccount(db);
  await clawBack(db.sql, { accountId, amount: 180n, sourceKey: "refund", actor: "system" }, NOON);
  const subscriptionId = randomUUID();
  const plan = { kind: "PLAN", amount: 200n, subscriptionId, sourceKey: "window" } as const;
  await grant(db.sql, { accountId, ...plan, actor: "system" }, NOON);
  expect(await debtPaidBy(db.sql, accountId, { subscriptionId })).toBe(180n);
});
