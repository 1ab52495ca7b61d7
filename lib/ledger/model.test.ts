import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { explainBalance } from "@/lib/ledger/explain-balance";
import { getHold, listHolds } from "@/lib/ledger/holds";
import { getBalance, history } from "@/lib/ledger/queries";
import { after, NOON, newAccount, oweCredits } from "@/lib/ledger/testing/accounts";
import { expectToAddUp } from "@/lib/ledger/testing/adds-up";
import { applyCommand, type Pair } from "@/lib/ledger/testing/apply-command";
import { commands } from "@/lib/ledger/testing/commands";
import { ModelLedger } from "@/lib/ledger/testing/model";
import { asModelEntry, byBurnOrder, sum } from "@/lib/ledger/testing/model-lots";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

const db = await testDatabase();

test("the ledger returns what its model does for every random history, and stays verifiable", {
  timeout: 60_000,
}, async () => {
  const debts = fc.constantFrom(0n, 0n, 5n, 50n);
  const property = fc.asyncProperty(debts, commands, async (debt, steps) => {
    const accountId = await newAccount(db);
    const model = new ModelLedger();
    if (debt > 0n) {
      await oweCredits(db, accountId, debt);
      model.owe(debt);
    }
    const pair: Pair = { accountId, model, holdIds: [], now: NOON };
    for (const [index, step] of steps.entries()) {
      pair.now = after(pair.now, step.wait);
      await readsAgree(pair);
      if (step.inTransaction) await db.transaction((_db, sql) => applyCommand(pair, step, sql));
      else await applyCommand(pair, step, db.sql);
      if (index === Math.floor(steps.length / 2)) expect((await verifyNew(db, pair.now)).violations).toEqual([]);
    }
    await readsAgree(pair);
    await entriesAgree(pair);
    expect(await verify(db.sql, accountId, pair.now)).toEqual([]);
    expect((await verifyNew(db, pair.now)).violations).toEqual([]);
    model.settle(pair.now.getTime());
    expectToAddUp(await explainBalance(db.sql, accountId, pair.now));
  });
  // On failure the seed and the smallest failing history are printed.
  await proveWithin(22_000, property, { numRuns: budget({ daily: 15, full: 120 }) });
});

/** Compared before any sweep: reading the ledger must show what the model shows once everything due is applied. */
async function readsAgree({ accountId, model, holdIds, now }: Pair): Promise<void> {
  const read = await getBalance(db.sql, accountId, now);
  const { lots, balance, debt, holds, available } = asSeen(model, now.getTime());
  const seen = lots.filter((lot) => lot.remaining > 0n).sort(byBurnOrder);
  const held = sum(seen.map((lot) => lot.held));
  expect(read).toMatchObject({ balance, held, available, debt });
  expect(read?.lots.map((lot) => [lot.sourceKey, lot.remaining, lot.held, lot.frozenAt !== null])).toEqual(
    seen.map((lot) => [lot.sourceKey, lot.remaining, lot.held, lot.frozen]),
  );
  const open = await listHolds(db.sql, accountId, now);
  const openInModel = holdIds.filter((_id, index) => holds[index]?.status === "OPEN");
  expect(open.map((hold) => hold.id).sort()).toEqual(openInModel.sort());
}

const asSeen = (model: ModelLedger, time: number) => {
  const seen = model.at(time);
  return { ...seen, available: seen.available(time) };
};

async function entriesAgree({ accountId, model, holdIds, now }: Pair): Promise<void> {
  const named = await db.sql<{ id: string; source_key: string }>`
    SELECT id::text, source_key FROM credit_lot WHERE account_id = ${accountId}::uuid`;
  const sourceKeys = new Map(named.map((lot) => [lot.id, lot.source_key]));
  const page = await history(db.sql, accountId, { limit: 200 });
  if (!page.ok) throw new Error(page.reason);
  expect(page.data.reverse().map((entry) => asModelEntry(entry, sourceKeys))).toEqual(model.entries);
  for (const [index, id] of holdIds.entries()) {
    const { pins, ...hold } = (await getHold(db.sql, accountId, id, now)) ?? { pins: [] };
    const expected = model.at(now.getTime()).holds[index];
    const { expiresAt = 0, placedAt = 0, pins: modelPins, ...rest } = expected ?? {};
    expect(hold).toMatchObject({ ...rest, expiresAt: new Date(expiresAt), createdAt: new Date(placedAt) });
    expect(pins.map(({ lot, amount, ends }) => ({ sourceKey: sourceKeys.get(lot), amount, ends }))).toEqual(modelPins);
  }
}
