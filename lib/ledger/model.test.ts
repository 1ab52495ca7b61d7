import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { Sql } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { DEFAULT_PRIORITY, grant } from "@/lib/ledger/grant";
import { getBalance, history } from "@/lib/ledger/queries";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { after, NOON, newAccount, oweCredits, pinCredits } from "@/lib/ledger/testing/accounts";
import { type Command, commands } from "@/lib/ledger/testing/commands";
import { asModelEntry, byBurnOrder, ModelLedger } from "@/lib/ledger/testing/model";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

test("the ledger answers every random history as its model does, and stays verifiable", {
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
    const pair: Pair = { accountId, model, sourceKeys: new Map(), now: NOON };
    for (const step of steps) {
      pair.now = after(pair.now, step.wait);
      await readsAgree(pair);
      if (step.inTransaction) await db.transaction((_db, sql) => stepAgrees(pair, step, sql));
      else await stepAgrees(pair, step, db.sql);
    }
    await readsAgree(pair);
    await entriesAgree(pair);
    expect(await verify(db.sql, accountId, pair.now)).toEqual([]);
  });
  // On failure the seed and the smallest failing history are printed.
  await fc.assert(property, { numRuns: 100, interruptAfterTimeLimit: 20_000 });
});

type Pair = { accountId: string; model: ModelLedger; sourceKeys: Map<string, string>; now: Date };

async function stepAgrees(pair: Pair, step: Command, sql: Sql): Promise<void> {
  const { accountId, model, now } = pair;
  const time = now.getTime();
  switch (step.do) {
    case "grant": {
      const sourceKey = `lot ${step.key}`;
      const { kind, amount } = step;
      const effectiveAt = after(now, step.starts);
      const expiresAt = step.lasts === null ? null : after(now, step.lasts);
      const priority = step.priority ?? DEFAULT_PRIORITY[kind];
      const request = { accountId, kind, amount, sourceKey, effectiveAt, expiresAt, priority, actor: "system" };
      const result = await grant(sql, request, now);
      pair.sourceKeys.set(result.lot.id, sourceKey);
      const times = { effectiveAt: effectiveAt.getTime(), expiresAt: expiresAt?.getTime() ?? null };
      expect(result.status).toBe(model.grant({ sourceKey, kind, priority, ...times }, amount, time));
      return;
    }
    case "debit": {
      const { amount, key } = step;
      const result = await debit(sql, { accountId, amount, idempotencyKey: key, actor: "system" }, now);
      const { entry, ...answer } = { entry: undefined, ...result };
      const expected = model.debit(amount, key, time);
      if (expected.ok) expect({ ...answer, seq: Number(entry?.seq) }).toEqual(expected);
      else expect(answer).toMatchObject(expected);
      return;
    }
    case "reset": {
      const result = await resetPlanLots(sql, { accountId, keepCredits: step.keep, actor: "system" }, now);
      expect(result.status === "reset" ? result.ended : 0n).toBe(model.reset(step.keep, time));
      return;
    }
    case "expire":
      expect(await expireDue(sql, accountId, now)).toBe(model.expire(time));
      return;
    case "pin": {
      // A lot whose time has come cannot be pinned any more: whoever places a hold expires it first.
      await expireDue(sql, accountId, now);
      model.expire(time);
      const lot = model.lots[step.lot % Math.max(model.lots.length, 1)];
      const pinned = lot ? model.pin(lot, step.amount) : 0n;
      const lotId = [...pair.sourceKeys].find(([, sourceKey]) => sourceKey === lot?.sourceKey)?.[0];
      if (lotId && pinned > 0n) await pinCredits(sql, accountId, lotId, pinned);
    }
  }
}

/** Read before anything is swept: the real ledger must see what its model would see after expiring. */
async function readsAgree({ accountId, model, now }: Pair): Promise<void> {
  const read = await getBalance(db.sql, accountId, now);
  const time = now.getTime();
  const seen = model.lots
    .map((lot) => {
      const due = lot.expiresAt !== null && lot.expiresAt <= time;
      return { ...lot, remaining: due ? lot.held : lot.remaining };
    })
    .filter((lot) => lot.remaining > 0n)
    .sort(byBurnOrder);
  const sum = (amounts: bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
  expect(read).toMatchObject({
    balance: sum(seen.map((lot) => lot.remaining)) - model.debt,
    held: sum(seen.map((lot) => lot.held)),
    available: model.available(time),
    debt: model.debt,
  });
  expect(read?.lots.map(({ sourceKey, remaining, held }) => ({ sourceKey, remaining, held }))).toEqual(
    seen.map(({ sourceKey, remaining, held }) => ({ sourceKey, remaining, held })),
  );
}

async function entriesAgree({ accountId, model, sourceKeys }: Pair): Promise<void> {
  const page = await history(db.sql, accountId, { limit: 100 });
  if (!page.ok) throw new Error(page.reason);
  expect(page.data.reverse().map((entry) => asModelEntry(entry, sourceKeys))).toEqual(model.entries);
}
