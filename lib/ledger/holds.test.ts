import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { captureHold } from "@/lib/ledger/capture-hold";
import { expireIdle } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { holdsWithoutSpend } from "@/lib/ledger/holds";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

async function place(accountId: string, description: string, at: Date): Promise<string> {
  const placed = await placeHold(db.sql, { accountId, amount: 5n, description }, at);
  if (!placed.ok) throw new Error(placed.reason);
  return placed.hold.id;
}

test("holds that ended without a spend are listed by their end, released or expired, swept or not", async () => {
  const accountId = await newAccount(db);
  const lot = { accountId, kind: "PACK", amount: 100n, sourceKey: "a", actor: "system" } as const;
  await grant(db.sql, lot, NOON);
  const minutes = (count: number) => after(NOON, count * 60_000);
  const released = await place(accountId, "failed", NOON);
  await releaseHold(db.sql, { accountId, holdId: released }, minutes(10));
  await place(accountId, "killed and swept", minutes(1));
  await expireIdle(db.sql, 100, minutes(20));
  const captured = await place(accountId, "succeeded", minutes(21));
  await captureHold(db.sql, { accountId, holdId: captured, amount: 1n }, minutes(22));
  await place(accountId, "killed", minutes(23));
  const now = after(NOON, HOUR);
  await place(accountId, "still running", now);

  const among = async (from: Date, until: Date, limit = 10) =>
    (await holdsWithoutSpend(db.sql, accountId, { from, until, limit }, now)).map((hold) => [
      hold.description,
      hold.status,
      hold.closedAt,
    ]);
  const all = [
    ["killed", "EXPIRED", minutes(38)],
    ["killed and swept", "EXPIRED", minutes(16)],
    ["failed", "RELEASED", minutes(10)],
  ];
  expect(await among(NOON, now)).toEqual(all);
  expect(await among(new Date(0), after(now, 10 * HOUR))).toEqual(all);
  expect(await among(minutes(10), minutes(16))).toEqual(all.slice(2));
  expect(await among(minutes(16), minutes(38))).toEqual(all.slice(1, 2));
  expect(await among(NOON, now, 1)).toEqual(all.slice(0, 1));
  expect(await holdsWithoutSpend(db.sql, await newAccount(db), { from: NOON, until: now, limit: 10 }, now)).toEqual([]);
});
