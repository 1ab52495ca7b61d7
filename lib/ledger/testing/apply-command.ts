import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Sql } from "@/lib/db";
import { adjust } from "@/lib/ledger/adjust";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { expireDue } from "@/lib/ledger/expire-due";
import { extendHold } from "@/lib/ledger/extend-hold";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { DEFAULT_PRIORITY, grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { reinstate } from "@/lib/ledger/reinstate";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { reverse } from "@/lib/ledger/reverse";
import { after } from "@/lib/ledger/testing/accounts";
import type { Command } from "@/lib/ledger/testing/commands";
import type { ModelLedger } from "@/lib/ledger/testing/model";
import type { ModelAnswer } from "@/lib/ledger/testing/model-account";
import type { Entry, Hold } from "@/lib/ledger/types";

/** An account and its model; holds at the same index correspond. */
export type Pair = { accountId: string; model: ModelLedger; holdIds: string[]; now: Date };

const PAYMENTS = [randomUUID(), randomUUID()];

const actor = "system" as const;

/** Applies one step to the account and to its model, and expects the same result. */
export async function applyCommand(pair: Pair, step: Command, sql: Sql): Promise<void> {
  const { accountId, model, holdIds, now } = pair;
  const time = now.getTime();
  const base = { accountId, actor };
  const paymentId = (index: number | null) => (index === null ? null : (PAYMENTS[index] ?? null));
  const holdId = (index: number) => holdIds[index] ?? randomUUID();
  switch (step.do) {
    case "grant": {
      const { kind, amount, payment } = step;
      const sourceKey = `lot ${step.key}`;
      const effectiveAt = after(now, step.starts);
      const expiresAt = step.lasts === null ? null : after(now, step.lasts);
      const priority = step.priority ?? DEFAULT_PRIORITY[kind];
      const terms = { kind, sourceKey, priority };
      const request = { ...base, ...terms, amount, effectiveAt, expiresAt, paymentId: paymentId(payment) };
      const result = await grant(sql, request, now);
      const times = { effectiveAt: effectiveAt.getTime(), expiresAt: expiresAt?.getTime() ?? null };
      expect(result.status).toBe(model.grant({ ...terms, payment, ...times }, amount, time));
      return;
    }
    case "debit": {
      const { amount, key } = step;
      const result = await debit(sql, { ...base, amount, idempotencyKey: key }, now);
      expectSame(pair, result, model.debit(amount, key, time));
      return;
    }
    case "place": {
      const { amount, seconds, key } = step;
      const request = { ...base, amount, expiresInSeconds: seconds, idempotencyKey: key };
      const result = await placeHold(sql, request, now);
      if (result.ok && !result.replayed) holdIds.push(result.hold.id);
      const expected = model.place(amount, seconds, key, time);
      const placed = model.holds.at(-1);
      if (placed) placed.id = holdIds[model.holds.length - 1] ?? "";
      expectSame(pair, result, expected);
      return;
    }
    case "capture": {
      const { hold, amount, key, overdraft } = step;
      const debt = model.at(time).debt;
      const request = { ...base, holdId: holdId(hold), amount: amount ?? undefined, idempotencyKey: key, overdraft };
      const result = await captureHold(sql, request, now);
      expectSame(pair, result, model.capture(hold, step, time));
      // What was owed before is not of this capture.
      expect(model.debt).toBeLessThanOrEqual(debt > overdraft ? debt : overdraft);
      return;
    }
    case "extend": {
      const { hold, amount, seconds } = step;
      const request = {
        accountId,
        holdId: holdId(hold),
        amount: amount ?? undefined,
        expiresInSeconds: seconds ?? undefined,
      };
      expectSame(pair, await extendHold(sql, request, now), model.extend(hold, amount, seconds, time));
      return;
    }
    case "release": {
      const result = await releaseHold(sql, { accountId, holdId: holdId(step.hold) }, now);
      expectSame(pair, result, model.release(step.hold, time));
      return;
    }
    case "reverse": {
      const { seq, amount, key } = step;
      const of = { seq: BigInt(seq) };
      const request = { ...base, of, amount: amount ?? undefined, idempotencyKey: key, reason: "It failed" };
      expectSame(pair, await reverse(sql, request, now), model.reverse(seq, amount, key, time));
      return;
    }
    case "claw back": {
      const { amount, payment } = step;
      const sourceKey = `claw ${step.fact}`;
      const request = { ...base, amount, sourceKey, paymentId: paymentId(payment) };
      const { entry } = await clawBack(sql, request, now);
      expect(Number(entry.seq)).toBe(model.clawBack(amount, sourceKey, payment, time));
      return;
    }
    case "reinstate": {
      const [of, sourceKey] = [`claw ${step.of}`, `back ${step.fact}`];
      const result = await reinstate(sql, { ...base, of, sourceKey, amount: step.amount ?? undefined }, now);
      const expected = model.reinstate(of, step.amount, sourceKey, time);
      expect(result.ok ? Number(result.entry.seq) : result).toEqual(expected);
      return;
    }
    case "freeze":
    case "unfreeze": {
      const change = step.do === "freeze" ? freezeLots : unfreezeLots;
      const changed = await change(sql, accountId, paymentId(step.payment) ?? "", now);
      expect(changed).toHaveLength(model.freeze(step.payment, step.do === "freeze", time));
      return;
    }
    case "adjust": {
      const { amount, mayOwe, key } = step;
      const expiresAt = step.lasts === null ? null : after(now, step.lasts);
      const beyondAvailable = mayOwe ? "owe" : "refuse";
      const request = { ...base, amount, expiresAt, beyondAvailable, idempotencyKey: key, reason: "Count" } as const;
      const expected = model.adjust(amount, { mayOwe, expiresAt: expiresAt?.getTime() ?? null, key }, time);
      expectSame(pair, await adjust(sql, request, now), expected);
      return;
    }
    case "reset": {
      const result = await resetPlanLots(sql, { ...base, keepCredits: step.keep }, now);
      expect(result.status === "reset" ? result.ended : 0n).toBe(model.reset(step.keep, time));
      return;
    }
    case "expire":
      expect(await expireDue(sql, accountId, now)).toBe(model.settle(time));
  }
}

type Answer =
  | ({ ok: true; replayed: boolean; balance: bigint; available: bigint } & ({ entry: Entry } | { hold: Hold }))
  | { ok: false };

function expectSame(pair: Pair, result: Answer, expected: ModelAnswer): void {
  if (!result.ok) {
    expect(result).toEqual(expected);
    return;
  }
  const { balance, available, replayed } = result;
  const seq = "entry" in result ? Number(result.entry.seq) : pair.holdIds.indexOf(result.hold.id);
  expect({ ok: true, seq, replayed, balance, available }).toEqual(expected);
}
