import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { everyonesTypicalCost } from "@/lib/ledger/typical-cost";

const db = await testDatabase();

/** A new account with as many spends of this meter. */
async function spends(meter: string, times: number, amount: bigint, at: Date): Promise<void> {
  const accountId = await accountWith(db, { pack: { amount: 100_000n } });
  for (let n = 0; n < times; n++) {
    const done = await debit(db.sql, { accountId, amount, meter, quantity: "1", actor: "system" }, at);
    if (!done.ok) throw new Error(done.reason);
  }
}

test("one account with most of the spends does not decide what is typical for all", async () => {
  await spends("page", 90, 50n, NOON);
  for (let n = 0; n < 6; n++) await spends("page", 5, 10n, NOON);
  expect(await everyonesTypicalCost(db.sql, "page", after(NOON, HOUR))).toEqual({
    spends: 50,
    typical: 10n,
    atMost: 50n,
  });
});

test("what was spent days ago does not count where there is enough of today", async () => {
  for (let n = 0; n < 5; n++) await spends("image", 20, 99n, NOON);
  const later = after(NOON, 5 * 24 * HOUR);
  expect(await everyonesTypicalCost(db.sql, "image", later)).toMatchObject({ typical: 99n });
  for (let n = 0; n < 10; n++) await spends("image", 20, 10n, later);
  expect(await everyonesTypicalCost(db.sql, "image", after(later, HOUR / 2))).toMatchObject({
    spends: 200,
    typical: 10n,
    atMost: 10n,
  });
});

test("few spends, or those of few accounts, say nothing", async () => {
  await spends("rare", 30, 10n, NOON);
  expect(await everyonesTypicalCost(db.sql, "rare", after(NOON, HOUR))).toBeNull();
});
