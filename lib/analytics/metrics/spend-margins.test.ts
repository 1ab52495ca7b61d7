import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { spendMargins } from "@/lib/analytics/metrics/spend-margins";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { reverse } from "@/lib/ledger/reverse";
import { NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { DAY_MS } from "@/lib/time";

const db = await testDatabase();

const stretch = { from: NOON, until: new Date(NOON.getTime() + DAY_MS), limit: 10 };
const refill = (details: object) => ({ $refill: details });

async function meterThatCosts(key: string, costs: readonly { perUnits: number; micros: number | null }[]) {
  await db.prisma.meter.create({
    data: {
      key,
      versions: {
        create: costs.map(({ perUnits, micros }, nth) => ({
          version: nth + 1,
          name: key,
          unit: "token",
          credits: 1n,
          perUnits: BigInt(perUnits),
          ...(micros !== null && { costMicros: BigInt(micros), costCurrency: "usd" }),
        })),
      },
    },
  });
}

async function customer(lots: readonly { amount: bigint; cents: number | null }[]): Promise<string> {
  const accountId = await newAccount(db, NOON);
  for (const [nth, { amount, cents }] of lots.entries()) {
    const lot = { accountId, kind: "PACK", amount, sourceKey: `pack-${nth}`, actor: "system", priority: nth } as const;
    await grant(db.sql, cents === null ? lot : { ...lot, amountCents: cents, currency: "usd" }, NOON);
  }
  return accountId;
}

type Spend = {
  amount: bigint;
  meter?: string;
  quantity?: string;
  rateVersion?: number;
  metadata?: Record<string, unknown>;
};

async function spend(accountId: string, request: Spend, at = NOON): Promise<bigint> {
  const result = await debit(db.sql, { accountId, actor: "system", ...request }, at);
  if (!result.ok) throw new Error(result.reason);
  return result.entry.seq;
}

test("revenue is what was paid for the credits spent, cost what was used at its version's cost, and no cost is unknown", async () => {
  expect(await spendMargins(db.sql, "model", stretch)).toEqual([]);
  // 1.5 cents for 1,000 tokens, later 3 cents; pictures without a cost.
  await meterThatCosts("tokens", [
    { perUnits: 1_000, micros: 1_500_000 },
    { perUnits: 1_000, micros: 3_000_000 },
  ]);
  await meterThatCosts("pictures", [{ perUnits: 1, micros: null }]);
  const paid = await customer([{ amount: 1_000n, cents: 2_000 }]);
  const mixed = await customer([
    { amount: 10n, cents: null },
    { amount: 100n, cents: 500 },
  ]);
  const tokens = { meter: "tokens", rateVersion: 1, metadata: refill({ model: "m" }) };
  const seq = await spend(paid, { amount: 100n, quantity: "20000", ...tokens });
  await spend(paid, { amount: 50n, quantity: "10000", ...tokens, rateVersion: 2 });
  await reverse(db.sql, { accountId: paid, of: { seq }, amount: 40n, reason: "It failed", actor: "system" }, NOON);
  // 10 free credits, and 10 at 5 cents.
  const items = [
    { meter: "tokens", quantity: "1000", credits: 5, rateVersion: 1 },
    { meter: "pictures", quantity: "1", credits: 15, rateVersion: 1 },
  ];
  await spend(mixed, { amount: 20n, metadata: refill({ model: "m", items }) });
  await spend(mixed, { amount: 3n });
  await spend(mixed, { amount: 60n, ...tokens, quantity: "1" }, stretch.until);

  const usd = (cents: bigint) => [{ currency: "usd", cents }];
  expect(await spendMargins(db.sql, "account", stretch)).toEqual([
    { key: paid, credits: 110n, revenue: usd(220n), cost: usd(60n), isCostPartial: false, margin: 1 - 60 / 220 },
    { key: mixed, credits: 23n, revenue: usd(65n), cost: usd(2n), isCostPartial: true, margin: null },
  ]);
  expect(await spendMargins(db.sql, "model", stretch)).toEqual([
    { key: "m", credits: 130n, revenue: usd(270n), cost: usd(62n), isCostPartial: true, margin: null },
    { key: null, credits: 3n, revenue: usd(15n), cost: [], isCostPartial: true, margin: null },
  ]);
  expect(await spendMargins(db.sql, "account", { ...stretch, limit: 1 })).toHaveLength(1);
});
