import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { POST as consumeBatch } from "@/app/api/v1/credits/consume/batch/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { POST as capture } from "@/app/api/v1/credits/holds/[id]/capture/route";
import { POST as release } from "@/app/api/v1/credits/holds/[id]/release/route";
import { POST as place } from "@/app/api/v1/credits/holds/route";
import { POST as refund } from "@/app/api/v1/credits/refunds/route";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { moveOffsetMs, now, readOffsetMs } from "@/lib/clock";
import { grant } from "@/lib/ledger/grant";
import { MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { after, HOUR } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();
closeAppDatabase();

const DAY = 24 * HOUR;
const LOT = 50n;

const caller = fc.constantFrom("person" as const, "key" as const);
const amount = fc.integer({ min: 1, max: 50 });
const index = fc.nat(3);

const step = fc.record({
  wait: fc.constantFrom(0, 0, HOUR, 6 * HOUR, 23 * HOUR, DAY),
  caller,
  do: fc.oneof(
    fc.record({ verb: fc.constant("consume" as const), amount }),
    fc.record({ verb: fc.constant("batch" as const), amount }),
    fc.record({ verb: fc.constant("place" as const), amount, seconds: fc.constantFrom(1, 3600, MAX_HOLD_SECONDS) }),
    fc.record({ verb: fc.constant("capture" as const), index, amount }),
    fc.record({ verb: fc.constant("release" as const), index }),
    fc.record({ verb: fc.constant("refund" as const), index }),
  ),
});

test("no sequence of a customer's requests makes credits outlive their lot", { timeout: 90_000 }, async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12, size: "max" }), async (steps) => {
    const person = await newPerson(db);
    const { accountId } = person;
    const made = await call(makeKey, "POST", { token: person.token, body: { name: "own" } });
    const tokens = { person: person.token, key: String(made.json.key) };
    const begins = await now();
    // One lot expires, the other is ended by the refill half a day earlier.
    const [ends, refill] = [after(begins, DAY), after(begins, DAY / 2)];
    const lot = { accountId, amount: LOT, actor: "system" };
    await grant(db.sql, { ...lot, kind: "PROMO", sourceKey: "gift", expiresAt: ends }, begins);
    await grant(db.sql, { ...lot, kind: "PLAN", sourceKey: "plan" }, begins);

    const holds: unknown[] = [];
    const spends: string[] = [];
    let isRefilled = false;
    for (const { wait, caller, do: act } of steps) {
      await moveOffsetMs(db.prisma, (await readOffsetMs(db.prisma)) + wait);
      const at = await now();
      if (!isRefilled && at >= refill) {
        isRefilled = true;
        await resetPlanLots(db.sql, { accountId, actor: "system" }, refill);
      }
      const token = tokens[caller];
      const send = (handler: typeof consume, body: object, id?: unknown) =>
        call(handler, "POST", { token, body, ...(id !== undefined && { params: { id: String(id) } }) });
      if (act.verb === "consume") {
        const { status, json } = await send(consume, { amount: act.amount });
        if (status === 200) spends.push((json.entry as { id: string }).id);
      } else if (act.verb === "batch") {
        const idempotencyKey = randomUUID();
        await send(consumeBatch, { items: [{ amount: act.amount, idempotencyKey }] });
      } else if (act.verb === "place") {
        const { json } = await send(place, { amount: act.amount, expiresInSeconds: act.seconds });
        holds.push(json.id);
      } else if (act.verb === "capture") {
        const { status, json } = await send(capture, { amount: act.amount }, holds[act.index]);
        if (status === 200) spends.push((json.entry as { id: string }).id);
      } else if (act.verb === "release") {
        await send(release, {}, holds[act.index]);
      } else if (act.verb === "refund") {
        await send(refund, { entry: spends[act.index] ?? `${accountId}_1`, reason: "It failed" });
      }
      await expectNothingOutlives();
    }

    async function expectNothingOutlives(): Promise<void> {
      const at = await now();
      const balance = await getBalance(db.sql, accountId, at);
      const endOf = (kind: string) => (kind === "PLAN" ? refill : ends);
      const over = (balance?.lots ?? []).filter(({ kind }) => at >= endOf(kind) && (kind !== "PLAN" || isRefilled));
      // Held credits can still be captured by a hold from before the end, which lasts a day at most.
      for (const lot of over) {
        expect(lot.remaining).toBe(lot.held);
        expect(at.getTime()).toBeLessThan(endOf(lot.kind).getTime() + MAX_HOLD_SECONDS * 1000);
      }
      if (at >= ends && isRefilled) expect(balance?.available).toBe(0n);
    }
  });
  await proveWithin(40_000, property, { numRuns: budget({ daily: 8, full: 60 }) });
});
