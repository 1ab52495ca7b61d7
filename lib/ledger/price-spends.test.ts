import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { priceQuantity } from "@/lib/catalog/price-quantity";
import { debit } from "@/lib/ledger/debit";
import { priceSpends } from "@/lib/ledger/price-spends";
import { reverse } from "@/lib/ledger/reverse";
import { accountWith } from "@/lib/ledger/testing/account-with";

const database = await testDatabase();
const DAY = { from: new Date("2026-11-21T12:00:00Z"), until: new Date("2026-11-22T12:00:00Z") };
const at = new Date("2026-11-21T13:00:00Z");

test("spends cost at another rate what each of them would have been charged, and others do not count", async () => {
  const quantities = ["0.5", "1", "1.5", "999.999999", "1000", "1000.000001", "123456.789"];
  const accountId = await accountWith(database, { pack: { amount: 1_000_000n } });
  const spend = (meter: string, quantity: string, now: Date) =>
    debit(database.sql, { accountId, amount: 3n, meter, quantity, rateVersion: 1, actor: "app:test" }, now);
  for (const quantity of quantities) expect(await spend("tokens", quantity, at)).toMatchObject({ ok: true });
  await spend("images", "5", at);
  await spend("tokens", "7", DAY.until);
  const rate = fc.record({
    credits: fc.bigInt({ min: 1n, max: 1_000n }),
    perUnits: fc.bigInt({ min: 1n, max: 10_000n }),
    rounding: fc.constantFrom("UP" as const, "NEAREST" as const, "DOWN" as const),
    minimumCredits: fc.bigInt({ min: 1n, max: 20n }),
  });
  await fc.assert(
    fc.asyncProperty(rate, async (one) => {
      const each = quantities.map((quantity) => priceQuantity(one, quantity));
      const atRate = each.reduce((sum, priced) => sum + (priced.ok ? priced.credits : 0n), 0n);
      expect(await priceSpends(database.sql, { meter: "tokens", ...DAY }, one)).toEqual({
        spends: quantities.length,
        quantity: "126459.789",
        charged: BigInt(quantities.length) * 3n,
        atRate,
      });
    }),
    { numRuns: 40 },
  );
});

test("what was reversed since does not count, and a spend that was reversed in part counts in part", async () => {
  const accountId = await accountWith(database, { pack: { amount: 1_000n } });
  const spend = (idempotencyKey: string) =>
    debit(
      database.sql,
      { accountId, amount: 10n, meter: "pages", quantity: "100", rateVersion: 1, idempotencyKey, actor: "app:test" },
      at,
    );
  for (const key of ["stands", "whole", "part"]) await spend(key);
  const later = new Date(at.getTime() + 3_600_000);
  const undo = (idempotencyKey: string, amount?: bigint) =>
    reverse(database.sql, { accountId, of: { idempotencyKey }, amount, reason: "Failed" }, later);
  expect(await undo("whole")).toMatchObject({ ok: true });
  expect(await undo("part", 6n)).toMatchObject({ ok: true });
  const rate = { credits: 2n, perUnits: 10n, rounding: "UP" as const, minimumCredits: 1n };
  const priced = await priceSpends(database.sql, { meter: "pages", ...DAY }, rate);
  expect(priced).toEqual({ spends: 2, quantity: "140", charged: 14n, atRate: 28n });
});
