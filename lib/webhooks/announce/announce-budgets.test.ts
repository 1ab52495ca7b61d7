import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { debit } from "@/lib/ledger/debit";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";
import { DAY_MS } from "@/lib/time";
import { announceBudgets } from "@/lib/webhooks/announce/announce-budgets";
import { createEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";

const database = await testDatabase();

test("a cap is announced once in its window when spends have used 90 % of it", async () => {
  const input = { url: "https://example.com/", description: "", eventTypes: [] };
  await createEndpoint(database, { userId: null }, input, { allowPrivate: false }, NOON);
  const accountId = await accountWith(database, { pack: { amount: 1_000n } });
  const terms = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null, limit: 10n } as const;
  await addBudget(database.sql, { accountId, ...terms, actor: "system" }, NOON);
  const announced = () =>
    database.prisma.webhookMessage.findMany({ where: { userId: accountId }, orderBy: { seq: "asc" } });
  const spend = (amount: bigint, at: Date) => debit(database.sql, { accountId, amount, actor: "app:test" }, at);
  await spend(8n, NOON);
  await announceBudgets(database, NOON);
  expect(await announced()).toEqual([]);
  await spend(1n, NOON);
  for (let n = 0; n < 2; n++) await announceBudgets(database, NOON);
  expect(await announced()).toMatchObject([
    { type: "budget.reached", data: { scope: "ACCOUNT", target: "", window: "DAY", limit: 10, used: 9 } },
  ]);
  await spend(1n, NOON);
  await announceBudgets(database, NOON);
  expect(await announced()).toHaveLength(1);
  const tomorrow = new Date(NOON.getTime() + DAY_MS);
  await announceBudgets(database, tomorrow);
  expect(await announced()).toHaveLength(1);
  await spend(10n, tomorrow);
  await announceBudgets(database, tomorrow);
  expect(await announced()).toHaveLength(2);
});
