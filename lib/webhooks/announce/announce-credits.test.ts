import { afterEach, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { expireIdle } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { setLowBalanceThreshold } from "@/lib/ledger/low-balance-threshold";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";
import { HOUR, after as later, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { announceCredits } from "@/lib/webhooks/announce/announce-credits";
import { summarizeSpends } from "@/lib/webhooks/announce/summarize-spends";
import { createEndpoint, editEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import type { EventType } from "@/lib/webhooks/event-types";

const database = await testDatabase();
const { sql } = database;
const nobody = { userId: null };
const settings = { allowPrivate: false };

async function newEndpoint(eventTypes: EventType[] = [], at = NOON): Promise<string> {
  const input = { url: "https://example.com/hooks", description: "", eventTypes };
  const made = await createEndpoint(database, nobody, input, settings, at);
  if (!made.ok) throw new Error(made.reason);
  return made.endpoint.id;
}

const give = (accountId: string, amount: bigint, at = NOON, expiresAt: Date | null = null) =>
  grant(sql, { accountId, amount, kind: "PACK", sourceKey: `${at.getTime()}`, expiresAt, actor: "system" }, at);
const spend = (accountId: string, amount: bigint, at = NOON) =>
  debit(sql, { accountId, amount, actor: "app:test" }, at);

async function announced(userId: string) {
  const messages = await database.prisma.webhookMessage.findMany({ where: { userId }, orderBy: { seq: "asc" } });
  return messages.map(({ type, data }) => [type, data]);
}
const typesOf = async (userId: string) => (await announced(userId)).map(([type]) => type);

afterEach(async () => {
  await sql`DELETE FROM webhook_endpoint`;
  await sql`DELETE FROM webhook_message`;
  await sql`DELETE FROM webhook_mark`;
});

describe("credits", () => {
  test("that were granted and that expired are announced once, with their entry", async () => {
    await newEndpoint();
    const accountId = await newAccount(database);
    await give(accountId, 100n, NOON, later(NOON, HOUR));
    await announceCredits(database, NOON);
    await announceCredits(database, NOON);
    await expireIdle(sql, 10, later(NOON, HOUR));
    await announceCredits(database, later(NOON, HOUR));
    const granted = {
      credits: 100,
      balance: 100,
      entry: `${accountId}_1`,
      kind: "PACK",
      expiresAt: expect.any(String),
    };
    expect(await announced(accountId)).toEqual([
      ["credits.granted", expect.objectContaining(granted)],
      ["credits.expired", expect.objectContaining({ credits: 100, balance: 0, entry: `${accountId}_2` })],
      ["balance.depleted", { available: 0, threshold: null }],
    ]);
  });

  test("that came before an endpoint wanted to be told are not announced", async () => {
    const accountId = await newAccount(database);
    await give(accountId, 100n);
    await newEndpoint(["payment.succeeded"], NOON);
    const id = await newEndpoint(["credits.granted"], later(NOON, HOUR));
    await announceCredits(database, later(NOON, HOUR));
    expect(await announced(accountId)).toEqual([]);
    await editEndpoint(database, nobody, { id, edit: { enabled: false } }, settings, later(NOON, HOUR));
    await give(accountId, 50n, later(NOON, 2 * HOUR));
    await editEndpoint(database, nobody, { id, edit: { enabled: true } }, settings, later(NOON, 3 * HOUR));
    await give(accountId, 25n, later(NOON, 4 * HOUR));
    await announceCredits(database, later(NOON, 4 * HOUR));
    expect(await announced(accountId)).toEqual([["credits.granted", expect.objectContaining({ credits: 25 })]]);
  });

  test("are announced once by runs at the same time", async () => {
    await newEndpoint();
    const accounts = [await newAccount(database), await newAccount(database)];
    for (const accountId of accounts) await give(accountId, 10n);
    await Promise.all([1, 2, 3].map(() => announceCredits(database, NOON)));
    for (const accountId of accounts) expect(await typesOf(accountId)).toEqual(["credits.granted"]);
  });

  test("cost nothing while nobody wants to be told: no mark is written", async () => {
    const accountId = await newAccount(database);
    await give(accountId, 10n);
    expect(await announceCredits(database, NOON)).toBe(0);
    expect(await database.prisma.webhookMark.count()).toBe(0);
  });
});

describe("a balance", () => {
  test("is announced once for each line that it crosses", async () => {
    await newEndpoint(["balance.low", "balance.depleted", "balance.recovered"]);
    const accountId = await newAccount(database);
    await setLowBalanceThreshold(database.prisma, accountId, 50n);
    await give(accountId, 100n);
    for (const amount of [20n, 40n, 10n, 30n]) {
      await announceCredits(database, NOON);
      await spend(accountId, amount);
    }
    await announceCredits(database, NOON);
    await give(accountId, 60n, later(NOON, 1));
    await announceCredits(database, later(NOON, 1));
    await announceCredits(database, later(NOON, 1));
    expect((await announced(accountId)).filter(([type]) => String(type).startsWith("balance."))).toEqual([
      ["balance.low", { available: 40, threshold: 50 }],
      ["balance.depleted", { available: 0, threshold: 50 }],
      ["balance.recovered", { available: 60, threshold: 50 }],
    ]);
  });

  test("that a hold takes below the threshold is low until the hold is released", async () => {
    await newEndpoint();
    const accountId = await newAccount(database);
    await setLowBalanceThreshold(database.prisma, accountId, 50n);
    await give(accountId, 100n);
    await announceCredits(database, NOON);
    const placed = await placeHold(sql, { accountId, amount: 80n, actor: "system" }, NOON);
    if (!placed.ok) throw new Error(placed.reason);
    await announceCredits(database, NOON);
    await releaseHold(sql, { accountId, holdId: placed.hold.id }, NOON);
    await announceCredits(database, NOON);
    expect((await typesOf(accountId)).slice(1)).toEqual(["balance.low", "balance.recovered"]);
  });

  test("that was empty before anybody asked is not announced", async () => {
    const accountId = await newAccount(database);
    await give(accountId, 10n);
    await spend(accountId, 10n);
    await newEndpoint([], later(NOON, HOUR));
    await announceCredits(database, later(NOON, HOUR));
    expect(await announced(accountId)).toEqual([]);
  });
});

describe("spends", () => {
  test("are summed since the last summary, in one message", async () => {
    await newEndpoint();
    const accountId = await newAccount(database);
    await give(accountId, 100n);
    await announceCredits(database, NOON);
    for (const amount of [3n, 4n]) await spend(accountId, amount, later(NOON, Number(amount)));
    await summarizeSpends(database);
    await summarizeSpends(database);
    await spend(accountId, 5n, later(NOON, HOUR));
    await summarizeSpends(database);
    await announceCredits(database, later(NOON, HOUR));
    expect((await announced(accountId)).slice(1)).toEqual([
      [
        "credits.spent.summary",
        {
          from: later(NOON, 3).toISOString(),
          to: later(NOON, 4).toISOString(),
          credits: 7,
          spends: 2,
          meters: [{ meter: null, credits: 7, spends: 2, quantity: null }],
        },
      ],
      ["credits.spent.summary", expect.objectContaining({ credits: 5, spends: 1 })],
    ]);
  });
});
