import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { dailyUsage } from "@/lib/analytics/daily-usage";
import { exportUsage } from "@/lib/analytics/export-usage";
import { type Comparison, usageReport } from "@/lib/analytics/usage-report";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { largestSpends } from "@/lib/ledger/largest-spends";
import { reverse } from "@/lib/ledger/reverse";
import { type SpendFilter, spentByMeter } from "@/lib/ledger/spent";
import { newAccount } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

const at = (text: string) => new Date(text);

async function richAccount(): Promise<string> {
  const accountId = await newAccount(db, at("2026-01-01T00:00:00Z"));
  const lot = { accountId, kind: "PACK", amount: 100_000n, sourceKey: "pack", actor: "system" } as const;
  await grant(db.sql, lot, at("2026-01-01T00:00:00Z"));
  return accountId;
}

async function spend(accountId: string, amount: number, time: string, meter: string | null = null): Promise<bigint> {
  const request = {
    accountId,
    amount: BigInt(amount),
    actor: "system",
    meter,
    quantity: meter && String(amount),
  } as const;
  const result = await debit(db.sql, request, at(time));
  if (!result.ok) throw new Error(result.reason);
  return result.entry.seq;
}

async function giveBack(accountId: string, seq: bigint, amount: number, time: string): Promise<void> {
  const request = { accountId, of: { seq }, amount: BigInt(amount), reason: "It failed", actor: "system" } as const;
  const result = await reverse(db.sql, request, at(time));
  if (!result.ok) throw new Error(result.reason);
}

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const line of lines) text += line;
  return text;
}

type Wish = { first: string; last: string; timeZone?: string; comparison?: Comparison; now?: string };

function reportOf(accountId: string, { now = "2027-01-01T00:00:00Z", ...wish }: Wish) {
  return usageReport(db.sql, { accountId, timeZone: "UTC", comparison: "days_before", ...wish }, at(now));
}

test("days, meters and the total are the same sums, and those of the dashboard", async () => {
  const accountId = await richAccount();
  await spend(accountId, 5, "2026-03-01T10:00:00Z", "images");
  await spend(accountId, 7, "2026-03-01T11:00:00Z", "tokens");
  await spend(accountId, 11, "2026-03-03T23:59:59Z", "images");
  await spend(accountId, 13, "2026-03-03T12:00:00Z");
  await spend(accountId, 1_000, "2026-03-04T00:00:00Z", "images");
  const report = await reportOf(accountId, { first: "2026-03-01", last: "2026-03-03" });
  expect(report.unit).toBe("day");
  expect(report.stretches.map(({ first, last, spent }) => [first, last, spent])).toEqual([
    ["2026-03-01", "2026-03-01", 12n],
    ["2026-03-02", "2026-03-02", 0n],
    ["2026-03-03", "2026-03-03", 24n],
  ]);
  expect(report.meters).toEqual([
    { meter: "images", spent: 16n },
    { meter: null, spent: 13n },
    { meter: "tokens", spent: 7n },
  ]);
  expect(report.total).toBe(36n);
  const dashboard = await dailyUsage(db.sql, { accountId, days: 3, timeZone: "UTC" }, at("2026-03-03T23:59:59.9Z"));
  expect(report.stretches.map(({ spent }) => spent)).toEqual(dashboard.map(({ spent }) => spent));
});

test("what is reversed is taken off its meter", async () => {
  const accountId = await richAccount();
  const spent = await spend(accountId, 50, "2026-03-01T10:00:00Z", "images");
  await spend(accountId, 8, "2026-03-01T11:00:00Z");
  await giveBack(accountId, spent, 20, "2026-03-01T12:00:00Z");
  const report = await reportOf(accountId, { first: "2026-03-01", last: "2026-03-02" });
  expect(report.meters).toEqual([
    { meter: "images", spent: 30n },
    { meter: null, spent: 8n },
  ]);
  const [from, until] = [at("2026-03-01T00:00:00Z"), at("2026-03-02T00:00:00Z")];
  expect(await spentByMeter(db.sql, accountId, { from, until })).toEqual(report.meters);
  const largest = await largestSpends(db.sql, accountId, { from, until, limit: 1 });
  expect(largest).toEqual([
    expect.objectContaining({ seq: spent, meter: "images", quantity: "50", spent: 50n, reversed: 20n }),
  ]);
});

test("one day is shown by hour, also when it has 25 of them, and a year by week", async () => {
  const accountId = await richAccount();
  await spend(accountId, 1, "2026-10-25T00:30:00Z");
  await spend(accountId, 2, "2026-10-25T01:30:00Z");
  await spend(accountId, 4, "2026-10-25T22:59:59Z");
  await spend(accountId, 8, "2026-10-25T23:00:00Z");
  const day = await reportOf(accountId, { first: "2026-10-25", last: "2026-10-25", timeZone: "Europe/Berlin" });
  expect([day.unit, day.stretches.length, day.total]).toEqual(["hour", 25, 7n]);
  expect(day.stretches.flatMap(({ spent }, hour) => (spent > 0n ? [[hour, spent]] : []))).toEqual([
    [2, 1n],
    [3, 2n],
    [24, 4n],
  ]);
  const year = await reportOf(accountId, { first: "2026-01-01", last: "2026-12-31" });
  expect([year.unit, year.stretches.length, year.total]).toEqual(["week", 53, 15n]);
  expect(year.stretches.at(-1)).toMatchObject({ first: "2026-12-31", last: "2026-12-31" });
});

test("the period before is as long as the range, and goes as far as the range has come", async () => {
  const accountId = await richAccount();
  await spend(accountId, 1, "2026-02-27T23:59:59Z");
  await spend(accountId, 2, "2026-02-28T00:00:00Z");
  await spend(accountId, 4, "2026-03-01T11:00:00Z");
  await spend(accountId, 8, "2026-03-01T13:00:00Z");
  const days = { first: "2026-03-02", last: "2026-03-03" };
  expect((await reportOf(accountId, days)).before).toEqual({ first: "2026-02-28", last: "2026-03-01", total: 14n });
  const soFar = await reportOf(accountId, { ...days, now: "2026-03-03T12:00:00Z" });
  expect(soFar.before.total).toBe(6n);
});

test("a meter and a day of which all was reversed the same day are left out; a later reversal is not", async () => {
  const accountId = await richAccount();
  const gone = await spend(accountId, 50, "2026-03-01T10:00:00Z", "images");
  await giveBack(accountId, gone, 50, "2026-03-01T12:00:00Z");
  const nothing = await reportOf(accountId, { first: "2026-03-01", last: "2026-03-03" });
  expect([nothing.meters, nothing.stretches.map(({ byMeter }) => byMeter.size)]).toEqual([[], [0, 0, 0]]);
  const later = await spend(accountId, 8, "2026-03-02T11:00:00Z", "tokens");
  await giveBack(accountId, later, 8, "2026-03-03T10:00:00Z");
  const report = await reportOf(accountId, { first: "2026-03-01", last: "2026-03-03" });
  expect(report.meters).toEqual([{ meter: "tokens", spent: 0n }]);
  expect(report.stretches.map(({ byMeter }) => [...byMeter])).toEqual([[], [["tokens", 8n]], [["tokens", -8n]]]);
});

test.each([
  ["2026-03-01", "2026-03-05", "2026-02-01", "2026-02-05"],
  ["2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28"],
  ["2026-01-01", "2026-01-31", "2025-12-01", "2025-12-31"],
])("a month from %s to %s is compared with %s to %s", async (first, last, from, to) => {
  const report = await reportOf(await richAccount(), { first, last, comparison: "month_before" });
  expect(report.before).toEqual({ first: from, last: to, total: 0n });
});

test("the file has every spend and reversal of these days and this account, and adds up to the total", async () => {
  const [accountId, other] = [await richAccount(), await richAccount()];
  const seq = await spend(accountId, 30, "2026-03-01T23:30:00Z", "images");
  await giveBack(accountId, seq, 10, "2026-03-02T00:10:00Z");
  await spend(accountId, 5, "2026-03-05T00:00:00Z");
  await spend(other, 7, "2026-03-02T00:00:00Z");
  const days = { accountId, first: "2026-03-02", last: "2026-03-04", timeZone: "Europe/Berlin" };
  const lines = (await textOf(exportUsage(db.sql, days))).trimEnd().split("\r\n");
  expect(lines).toEqual([
    "entry,time,day,type,meter,quantity,credits,description,subject,model,project,run,tags,estimated",
    `${accountId}_${seq},2026-03-01T23:30:00.000Z,2026-03-02,spend,images,30,30,,,,,,,`,
    `${accountId}_${seq + 1n},2026-03-02T00:10:00.000Z,2026-03-02,reversal,images,,-10,It failed,,,,,,`,
  ]);
  expect((await reportOf(accountId, days)).total).toBe(20n);
});

test("the file of a filter has its spends and their reversals, of a meter its share, and adds up to the page", async () => {
  const accountId = await richAccount();
  const items = [
    { meter: "in", quantity: "30", credits: 3, rateVersion: 1 },
    { meter: "out", quantity: "50", credits: 4, rateVersion: 1 },
  ];
  const spendFor = async (amount: bigint, $refill: object) => {
    const request = { accountId, amount, actor: "system", metadata: { $refill } } as const;
    const result = await debit(db.sql, request, new Date("2026-03-01T12:00:00Z"));
    if (!result.ok) throw new Error(result.reason);
    return result.entry.seq;
  };
  const both = await spendFor(7n, { model: "m", tags: ["a", "b"], items });
  await spendFor(5n, { model: "m" });
  await spendFor(2n, { model: "n", tags: ["a"] });
  await spend(accountId, 9, "2026-03-01T12:00:00Z", "out");
  await giveBack(accountId, both, 2, "2026-03-01T12:30:00Z");
  const days = { accountId, first: "2026-03-01", last: "2026-03-01", timeZone: "UTC" };
  const creditsOf = async (filter: SpendFilter) => {
    const [, ...lines] = (await textOf(exportUsage(db.sql, days, filter))).trimEnd().split("\r\n");
    return lines.map((line) => line.split(",").slice(3, 7).join(","));
  };
  expect(await creditsOf({ model: "m" })).toEqual(["spend,in out,,7", "spend,,,5", "reversal,in out,,-2"]);
  expect(await creditsOf({ tags: "a", model: "m" })).toEqual(["spend,in out,,7", "reversal,in out,,-2"]);
  expect(await creditsOf({ meter: "out" })).toEqual(["spend,out,50,4", "spend,out,9,9", "reversal,out,,-2"]);
  expect(await creditsOf({ run: "none" })).toEqual([]);
  for (const filter of [
    { model: "m" },
    { tags: "a" },
    { meter: "in" },
    { meter: "out" },
    { meter: "out", model: "m" },
  ]) {
    const file = (await creditsOf(filter)).reduce((sum, line) => sum + BigInt(line.split(",").at(-1) ?? 0), 0n);
    const report = await usageReport(db.sql, { ...days, comparison: "days_before", filter }, new Date("2026-03-02"));
    expect(report.total).toBe(file);
  }
});
