import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { adjust } from "@/lib/ledger/adjust";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { grant } from "@/lib/ledger/grant";
import { reverse } from "@/lib/ledger/reverse";
import { rollUpEntries } from "@/lib/ledger/roll-up-entries";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

const amount = fc.integer({ min: 1, max: 40 }).map(BigInt);
const step = fc.oneof(
  fc.record({
    verb: fc.constant("grant" as const),
    amount,
    cents: fc.constantFrom(null, 0, 7, 999),
    lasts: fc.nat(30),
  }),
  fc.record({ verb: fc.constant("debit" as const), amount }),
  fc.record({ verb: fc.constant("reverse" as const), amount }),
  fc.record({ verb: fc.constant("claw back" as const), amount }),
  fc.record({ verb: fc.constant("adjust" as const), amount: fc.integer({ min: 1, max: 20 }).map(BigInt) }),
  fc.record({ verb: fc.constant("roll up" as const) }),
);

/** What the read model must say, from the accounts and lots as they stand. Sums of zero may have no row. */
async function standing() {
  const [credits] = await db.sql<{ lots: string }>`
    SELECT coalesce(sum(remaining), 0)::text AS lots FROM credit_lot`;
  const [owed] = await db.sql<{ debt: string }>`SELECT coalesce(sum(debt), 0)::text AS debt FROM credit_account`;
  const values = await db.sql<{ basis: string; cents: string }>`
    SELECT currency AS basis, sum(round(amount_cents::numeric * remaining / amount))::text AS cents
    FROM credit_lot WHERE amount_cents > 0 GROUP BY 1
    HAVING sum(round(amount_cents::numeric * remaining / amount)) <> 0 ORDER BY 1`;
  const types = await db.sql<{ type: string; credits: string }>`
    SELECT type, sum(amount)::text AS credits FROM ledger_entry GROUP BY 1 HAVING sum(amount) <> 0 ORDER BY 1`;
  return { lots: credits?.lots, debt: owed?.debt, values, types };
}

async function rolledUp() {
  const [credits] = await db.sql<{ lots: string; debt: string }>`
    SELECT
      coalesce(sum(credits) FILTER (WHERE basis <> 'debt'), 0)::text AS lots,
      coalesce(-sum(credits) FILTER (WHERE basis = 'debt'), 0)::text AS debt
    FROM metric_credit`;
  const values = await db.sql<{ basis: string; cents: string }>`
    SELECT basis, sum(cents)::text AS cents FROM metric_credit WHERE basis NOT IN ('debt', 'free')
    GROUP BY 1 HAVING sum(cents) <> 0 ORDER BY 1`;
  const types = await db.sql<{ type: string; credits: string }>`
    SELECT type, sum(credits)::text AS credits FROM metric_credit GROUP BY 1 HAVING sum(credits) <> 0 ORDER BY 1`;
  return { lots: credits?.lots, debt: credits?.debt, values, types };
}

test("the read model agrees with the ledger to the credit and the cent, however often it is rolled up", {
  timeout: 60_000,
}, async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
    const accountId = await newAccount(db);
    let now = NOON;
    let spent: bigint | null = null;
    for (const [index, one] of steps.entries()) {
      now = after(now, 5 * HOUR);
      const sourceKey = `step-${index}`;
      if (one.verb === "grant") {
        const expiresAt = one.lasts === 0 ? null : after(now, one.lasts * HOUR);
        const paid = { amountCents: one.cents, currency: one.cents === null ? null : "usd" };
        await grant(
          db.sql,
          { accountId, kind: "PACK", amount: one.amount, sourceKey, expiresAt, ...paid, actor: "system" },
          now,
        );
      } else if (one.verb === "debit") {
        const done = await debit(
          db.sql,
          { accountId, amount: one.amount, idempotencyKey: sourceKey, actor: "system" },
          now,
        );
        spent = done.ok ? done.entry.seq : spent;
      } else if (one.verb === "reverse" && spent !== null) {
        await reverse(
          db.sql,
          { accountId, of: { seq: spent }, amount: one.amount, idempotencyKey: sourceKey, reason: "test" },
          now,
        );
      } else if (one.verb === "claw back") {
        await clawBack(db.sql, { accountId, amount: one.amount, sourceKey, actor: "system" }, now);
      } else if (one.verb === "adjust") {
        await adjust(db.sql, { accountId, amount: one.amount, reason: "test", actor: "system" }, now);
      } else if (one.verb === "roll up") {
        await rollUpEntries(db);
      }
    }
    await expireDue(db.sql, accountId, after(now, 100 * HOUR));
    await rollUpEntries(db);
    expect(await rolledUp()).toEqual(await standing());
    expect(await rollUpEntries(db)).toBe(0n);
  });
  await proveWithin(20_000, property, { numRuns: budget({ daily: 15, full: 120 }) });
});

test("an entry is counted when it is dated, though it was written later", async () => {
  await db.sql`DELETE FROM metric_credit`;
  const early = after(NOON, -48 * HOUR);
  const accountId = await newAccount(db, early);
  const lot = { accountId, kind: "PACK", amount: 10n, actor: "system" } as const;
  await grant(db.sql, { ...lot, sourceKey: "today" }, NOON);
  await rollUpEntries(db);
  await grant(db.sql, { ...lot, accountId: await newAccount(db, early), sourceKey: "late" }, early);
  await rollUpEntries(db);
  const rows = await db.sql<{ at: Date; credits: bigint }>`SELECT at, credits FROM metric_credit ORDER BY at`;
  expect(rows).toEqual([
    { at: early, credits: 10n },
    { at: NOON, credits: 10n },
  ]);
});
