import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { recordRefused } from "@/lib/billing/refused-spends/record-refused";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { announceResumable } from "@/lib/webhooks/announce/announce-resumable";
import { createEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";

const database = await testDatabase();
const { sql } = database;

test("what was refused is announced once when the account can pay for it, and not what was done since", async () => {
  const input = { url: "https://example.com/", description: "", eventTypes: [] };
  await createEndpoint(database, { userId: null }, input, { allowPrivate: false }, NOON);
  const userId = await newAccount(database);
  const refuse = (idempotencyKey: string, amount: number) =>
    recordRefused(
      sql,
      { userId, idempotencyKey, verb: "SPEND", request: { amount }, required: BigInt(amount), actor: "app:test" },
      NOON,
    );
  const small = await refuse("small", 10);
  await refuse("large", 100);
  await refuse("done", 5);
  const announced = () =>
    database.prisma.webhookMessage.findMany({ where: { userId, type: "credits.resumable" }, orderBy: { seq: "asc" } });
  await announceResumable(database, NOON);
  expect(await announced()).toEqual([]);
  await grant(sql, { accountId: userId, amount: 50n, kind: "PACK", sourceKey: "paid", actor: "system" }, NOON);
  await debit(sql, { accountId: userId, amount: 5n, idempotencyKey: "done", actor: "app:test" }, NOON);
  for (let n = 0; n < 2; n++) await announceResumable(database, NOON);
  expect(await announced()).toMatchObject([
    { data: { refusal: small?.id, kind: "spend", required: 10, available: 45, idempotencyKey: "small" } },
  ]);
});
