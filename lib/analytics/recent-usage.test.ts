import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { dailyUsage } from "@/lib/analytics/daily-usage";
import { recentUsage } from "@/lib/analytics/recent-usage";
import { debit } from "@/lib/ledger/debit";
import { entrySources } from "@/lib/ledger/entry-sources";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { history } from "@/lib/ledger/queries";
import { recentEntries } from "@/lib/ledger/recent-entries";
import { reverse } from "@/lib/ledger/reverse";
import { spentByMeter } from "@/lib/ledger/spent";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import { DAY_MS, HOUR_MS } from "@/lib/time";

const { sql, ...db } = await testDatabase();

const at = (days: number, hours = 0) => new Date(NOON.getTime() - days * DAY_MS + hours * HOUR_MS);

/** An account with spends on several days and meters, and one that came back on a later day. */
async function used() {
  const accountId = await openAccount(sql, await newUser({ sql, ...db }), at(40));
  for (const [kind, amount] of [
    ["PLAN", 30n],
    ["PACK", 500n],
  ] as const) {
    await grant(sql, { accountId, kind, amount, sourceKey: kind, actor: "system" }, at(40));
  }
  const spend = (amount: bigint, days: number, hours: number, meter?: string) =>
    debit(sql, { accountId, amount, ...(meter && { meter, quantity: "1", rateVersion: 1 }) }, at(days, hours));
  await spend(9n, 35, 0);
  await spend(20n, 12, 11);
  const failed = await spend(40n, 5, -9, "page");
  await spend(7n, 5, 0, "image");
  await spend(3n, 0, -1, "image");
  if (!failed.ok) throw new Error(failed.reason);
  const of = { seq: failed.entry.seq };
  await reverse(sql, { accountId, of, reason: "It failed", amount: 15n, actor: "system" }, at(0));
  return accountId;
}

test.each(["UTC", "Pacific/Auckland", "America/Los_Angeles"])(
  "one read says the same of the last 30 days as the reads by day and by meter, in %s",
  async (timeZone) => {
    const accountId = await used();
    const { days, meters } = await recentUsage(sql, { accountId, days: 30, timeZone }, NOON);
    expect(days).toEqual(await dailyUsage(sql, { accountId, days: 30, timeZone }, NOON));
    const byMeter = await spentByMeter(sql, accountId, { from: at(29, -36), until: at(-2) });
    expect(meters).toEqual(byMeter.filter(({ spent }) => spent > 0n));
  },
);

test("the latest entries come with the lots behind them, as the history does", async () => {
  const accountId = await used();
  const recent = await recentEntries(sql, accountId, 3);
  const page = await history(sql, accountId, { limit: 3 });
  expect(page).toMatchObject({ ok: true, data: recent.entries });
  expect(recent.sources).toEqual(await entrySources(sql, accountId, recent.entries));
});
