import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { adjust } from "@/lib/ledger/adjust";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireIdle } from "@/lib/ledger/expire-due";
import { explainBalance } from "@/lib/ledger/explain-balance";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { reinstate } from "@/lib/ledger/reinstate";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { reverse } from "@/lib/ledger/reverse";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { expectToAddUp } from "@/lib/ledger/testing/adds-up";
import { verify } from "@/lib/ledger/verify";

const CALLERS = 32;
const CALLS = 25;

const db = await testDatabase(CALLERS);
const queue = openSpendQueue({ sql: db.sql });

type Shared = { accountIds: string[]; payments: string[]; spends: { accountId: string; seq: bigint }[] };

test("32 callers of every verb on three accounts overspend nothing, lose nothing, and capture every open hold", {
  timeout: 60_000,
}, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const draws = fc.sample(fc.infiniteStream(fc.nat(2 ** 30)), { seed, numRuns: CALLERS });
  const accountIds = [await newAccount(db), await newAccount(db), await newAccount(db)];
  const shared: Shared = { accountIds, payments: [randomUUID(), randomUUID()], spends: [] };
  await Promise.all(draws.map((stream, caller) => callRandomly(shared, caller, drawFrom(stream))));
  const now = timeOf(CALLS);
  expect(await verify(db.sql, "all", now), `seed ${seed}`).toEqual([]);
  for (const accountId of accountIds) {
    expectToAddUp(await explainBalance(db.sql, accountId, now));
    const balance = await getBalance(db.sql, accountId, now);
    for (const lot of balance?.lots ?? []) expect(lot.remaining).toBeGreaterThanOrEqual(0n);
  }
});

/** Time advances by half an hour with every call, so that lots and holds expire meanwhile. */
const timeOf = (call: number): Date => after(NOON, (call * HOUR) / 2);

type Draw = (below: number) => number;

function drawFrom(stream: Iterator<number>): Draw {
  return (below) => Number(stream.next().value) % below;
}

async function callRandomly(shared: Shared, caller: number, draw: Draw): Promise<void> {
  for (let call = 0; call < CALLS; call++) await callOnce(shared, `${caller}.${call}`, timeOf(call), draw);
}

async function callOnce(shared: Shared, name: string, now: Date, draw: Draw): Promise<void> {
  const accountId = pick(shared.accountIds, draw);
  const base = { accountId, actor: "system" as const };
  const amount = BigInt(1 + draw(30));
  const paymentId = pick(shared.payments, draw);
  const fact = draw(6);
  switch (draw(12)) {
    case 0:
    case 1: {
      const kind = draw(2) ? "PLAN" : "PACK";
      const expiresAt = draw(2) ? after(now, (1 + draw(4)) * HOUR) : null;
      await grant(db.sql, { ...base, kind, amount: amount * 3n, sourceKey: name, expiresAt, paymentId }, now);
      return;
    }
    case 2:
    case 3: {
      const request = { ...base, amount, idempotencyKey: draw(2) ? name : `shared ${fact}` };
      const [first, second] = await Promise.all([queue.debit(request, now), debit(db.sql, request, now)]);
      if (first.ok && second.ok) expect(first.entry).toEqual(second.entry);
      if (first.ok) shared.spends.push({ accountId, seq: first.entry.seq });
      return;
    }
    case 4:
    case 5:
    case 6: {
      const hold = await placeHold(db.sql, { ...base, amount, expiresInSeconds: 86_400 }, now);
      if (!hold.ok) return expect(hold.reason).toBe("insufficient_credits");
      const holdId = hold.hold.id;
      if (draw(4) === 0) {
        expect(await releaseHold(db.sql, { accountId, holdId }, now)).toMatchObject({ ok: true });
      } else {
        // Whatever the others did in between, up to the held amount is available.
        const captured = BigInt(1 + draw(Number(amount)));
        const request = { ...base, holdId, amount: captured };
        const result = await (draw(2) ? queue.capture(request, now) : captureHold(db.sql, request, now));
        expect(result).toMatchObject({ ok: true, entry: { amount: -captured } });
      }
      return;
    }
    case 7: {
      // This hold is left to expire.
      await placeHold(db.sql, { ...base, amount, expiresInSeconds: 3600 }, now);
      return;
    }
    case 8: {
      const spend = shared.spends[draw(Math.max(shared.spends.length, 1))];
      if (spend) await reverse(db.sql, { ...spend, of: spend, amount: 1n, reason: "It failed", actor: "system" }, now);
      return;
    }
    case 9:
      await clawBack(db.sql, { ...base, amount, sourceKey: `claw ${fact}`, paymentId }, now);
      await reinstate(db.sql, { ...base, of: `claw ${draw(6)}`, sourceKey: `back ${fact}` }, now);
      return;
    case 10:
      await freezeLots(db.sql, accountId, paymentId, now);
      await unfreezeLots(db.sql, accountId, paymentId, now);
      return;
    default:
      await adjust(db.sql, { ...base, amount: draw(2) ? amount : -amount, reason: "Count" }, now);
      await resetPlanLots(db.sql, { ...base, keepCredits: BigInt(draw(2) * 20) }, now);
      await expireIdle(db.sql, 3, now);
  }
}

function pick(from: string[], draw: Draw): string {
  return from[draw(from.length)] ?? "";
}

test("32 callers spend, hold and reverse one balance, and what is left is what was not spent", async () => {
  const accountId = await newAccount(db);
  const base = { accountId, actor: "system" as const };
  await grant(db.sql, { ...base, kind: "PACK", amount: 100n, sourceKey: "pack" }, NOON);
  const spend = async (caller: number): Promise<bigint> => {
    if (caller % 3 === 0) {
      const hold = await placeHold(db.sql, { ...base, amount: 5n }, NOON);
      if (!hold.ok) return 0n;
      const captured = await captureHold(db.sql, { ...base, holdId: hold.hold.id, amount: 4n }, NOON);
      return captured.ok ? 4n : -1000n;
    }
    const result = await debit(db.sql, { ...base, amount: 5n }, NOON);
    if (!result.ok || caller % 3 === 1) return result.ok ? 5n : 0n;
    const of = { seq: result.entry.seq };
    const back = await reverse(db.sql, { ...base, of, amount: 2n, reason: "It failed" }, NOON);
    return back.ok ? 3n : -1000n;
  };
  const spent = await Promise.all(Array.from({ length: CALLERS }, (_, caller) => spend(caller)));
  const left = 100n - spent.reduce((sum, amount) => sum + amount, 0n);
  expect(left).toBeGreaterThanOrEqual(0n);
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ balance: left, available: left, held: 0n });
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
});
