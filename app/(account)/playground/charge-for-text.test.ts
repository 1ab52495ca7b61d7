import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { chargeForText } from "@/app/(account)/playground/charge-for-text";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

test("a run of the tool charges once per text, and a different text of the same length is charged again under the same key", async () => {
  const accountId = await openAccount(db.sql, await newUser(db), NOON);
  await grant(db.sql, { accountId, amount: 9n, kind: "PROMO", sourceKey: "a", actor: "system" }, NOON);
  const key = randomUUID();
  const run = (text: string) => debit(db.sql, chargeForText({ accountId, text, key, credits: 1, words: 2 }), NOON);
  expect(await run("Good morning")).toMatchObject({ ok: true, replayed: false, balance: 8n });
  expect(await run("Good morning")).toMatchObject({ ok: true, replayed: true, balance: 8n });
  expect(await run("Good evening")).toEqual({ ok: false, reason: "idempotency_key_reused" });
});
