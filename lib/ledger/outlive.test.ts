import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { MAX_HOLD_SECONDS, placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { releaseHold } from "@/lib/ledger/release-hold";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { RETURN_LOT_MS, REVERSIBLE_MS } from "@/lib/ledger/return-lots";
import { reverse } from "@/lib/ledger/reverse";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const DAY = 24 * HOUR;
const PAYMENT = "00000000-0000-7000-8000-000000000001";
const ENDS = after(NOON, 12 * HOUR);
// A hold placed before the end, a reversal of its capture, and the life of the returned lot.
const LATEST = after(ENDS, MAX_HOLD_SECONDS * 1000 + REVERSIBLE_MS + RETURN_LOT_MS);

// Until the moment before the next lot expires.
const TO_THE_END = -1;

const step = fc.record({
  wait: fc.constantFrom(0, 0, 0, HOUR, 6 * HOUR, 6 * HOUR, 12 * HOUR, DAY, TO_THE_END, TO_THE_END, TO_THE_END),
  do: fc.oneof(
    fc.record({ verb: fc.constant("spend" as const), amount: fc.bigInt(1n, 60n) }),
    // Work that fails, and is reversed once that is known.
    fc.record({ verb: fc.constant("fail" as const), after: fc.constantFrom(HOUR, HOUR, 7 * HOUR, DAY) }),
    fc.record({ verb: fc.constant("fail" as const), after: fc.constantFrom(HOUR, HOUR, 7 * HOUR, DAY) }),
    fc.record({
      verb: fc.constant("hold" as const),
      amount: fc.bigInt(1n, 60n),
      seconds: fc.constantFrom(60, 3600, MAX_HOLD_SECONDS),
    }),
    fc.record({ verb: fc.constant("capture" as const), hold: fc.nat(4), amount: fc.bigInt(1n, 60n) }),
    fc.record({ verb: fc.constant("release" as const), hold: fc.nat(4) }),
    fc.record({ verb: fc.constant("reverse" as const), spend: fc.nat(3) }),
    fc.record({ verb: fc.constantFrom("freeze" as const, "unfreeze" as const) }),
  ),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** What a user and the app do to an account, and when. */
async function live(accountId: string, steps: Step[], at: (now: Date) => Promise<void>): Promise<void> {
  const holds: string[] = [];
  const spends: bigint[] = [];
  let now = NOON;
  for (const { wait, do: act } of steps) {
    now = wait === TO_THE_END ? await momentBeforeEnd(accountId, now) : after(now, wait);
    await at(now);
    if (act.verb === "spend") {
      const spent = await debit(db.sql, { accountId, amount: act.amount }, now);
      if (spent.ok) spends.push(spent.entry.seq);
    } else if (act.verb === "fail") {
      const amount = (await getBalance(db.sql, accountId, now))?.available ?? 0n;
      const spent = await debit(db.sql, { accountId, amount }, now);
      now = after(now, act.after);
      await at(now);
      if (spent.ok) await reverse(db.sql, { accountId, of: spent.entry, reason: "It failed" }, now);
    } else if (act.verb === "hold") {
      const request = { accountId, amount: act.amount, expiresInSeconds: act.seconds };
      const placed = await placeHold(db.sql, request, now);
      if (placed.ok) holds.push(placed.hold.id);
    } else if (act.verb === "capture") {
      const holdId = holds[act.hold] ?? PAYMENT;
      const captured = await captureHold(db.sql, { accountId, holdId, amount: act.amount }, now);
      if (captured.ok) spends.push(captured.entry.seq);
    } else if (act.verb === "release") {
      await releaseHold(db.sql, { accountId, holdId: holds[act.hold] ?? PAYMENT }, now);
    } else if (act.verb === "reverse") {
      await reverse(db.sql, { accountId, of: { seq: spends.at(-1 - act.spend) ?? 0n }, reason: "It failed" }, now);
    } else {
      await (act.verb === "freeze" ? freezeLots : unfreezeLots)(db.sql, accountId, PAYMENT, now);
    }
  }
  const end = new Date(Math.max(now.getTime(), LATEST.getTime()));
  await unfreezeLots(db.sql, accountId, PAYMENT, end);
}

async function momentBeforeEnd(accountId: string, now: Date): Promise<Date> {
  const lots = (await getBalance(db.sql, accountId, now))?.lots ?? [];
  const ends = lots.flatMap(({ expiresAt }) => (expiresAt && expiresAt > now ? [expiresAt.getTime()] : []));
  return ends.length === 0 ? now : new Date(Math.min(...ends) - 1);
}

const month = { effectiveAt: after(ENDS, -30 * DAY), expiresAt: ENDS };

const steps = fc.array(step, { minLength: 2, maxLength: 12, size: "max" });

test("whatever is spent, held, disputed and reversed, no expiring credits are left after nine days", {
  tags: ["full"],
  timeout: 60_000,
}, async () => {
  const property = fc.asyncProperty(steps, async (happened) => {
    const accountId = await accountWith(db, {
      plan: { kind: "PLAN", amount: 60n, ...month, paymentId: PAYMENT },
      gift: { kind: "PROMO", amount: 40n, ...month },
    });
    await live(accountId, happened, async (now) => {
      if (now >= LATEST) expect((await getBalance(db.sql, accountId, now))?.available).toBe(0n);
    });
    // A hold may still keep some of the last returned credits.
    const end = after(LATEST, MAX_HOLD_SECONDS * 1000);
    expect(await getBalance(db.sql, accountId, end)).toMatchObject({ balance: 0n, available: 0n });
    expect(await verify(db.sql, accountId, end)).toEqual([]);
  });
  await proveWithin(25_000, property, { numRuns: budget({ daily: 20, full: 150 }) });
});

test("whatever is spent, held and reversed, at most the cap is left of rolled-over credits after nine days", {
  tags: ["full"],
  timeout: 60_000,
}, async () => {
  const cap = 25n;
  const property = fc.asyncProperty(steps, async (happened) => {
    const accountId = await accountWith(db, {
      first: { kind: "PLAN", amount: 40n },
      second: { kind: "PLAN", amount: 40n },
    });
    let isRefilled = false;
    const refillAt = async (now: Date) => {
      if (isRefilled || now < ENDS) return;
      isRefilled = true;
      await resetPlanLots(db.sql, { accountId, keepCredits: cap, actor: "system" }, ENDS);
    };
    await live(accountId, happened, async (now) => {
      await refillAt(now);
    });
    await refillAt(LATEST);
    const end = after(LATEST, MAX_HOLD_SECONDS * 1000);
    const left = (await getBalance(db.sql, accountId, end))?.balance ?? 0n;
    expect(left).toBeLessThanOrEqual(cap);
    expect(await verify(db.sql, accountId, end)).toEqual([]);
  });
  await proveWithin(25_000, property, { numRuns: budget({ daily: 20, full: 150 }) });
});
