import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import type { Sql } from "@/lib/db";
import type { Actor } from "@/lib/ledger/actor";
import type { BudgetTerms } from "@/lib/ledger/budgets/budget";
import type { BudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import { listBudgets } from "@/lib/ledger/budgets/list-budgets";
import { addBudget, purgeBudgetUses, removeBudget, setBudgetLimit } from "@/lib/ledger/budgets/manage-budgets";
import { captureHold } from "@/lib/ledger/capture-hold";
import { type DebitRequest, debit } from "@/lib/ledger/debit";
import { extendHold } from "@/lib/ledger/extend-hold";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";
import { reverse } from "@/lib/ledger/reverse";
import { withDetails } from "@/lib/ledger/spend-details";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import { inBatches } from "@/lib/retention/in-batches";

const db = await testDatabase();

const MINUTE = HOUR / 60;
const DAY = 24 * HOUR;
const PLENTY = { pack: { amount: 1_000_000n } };

/** Who or what spends: each cap counts it by one of these. */
type Spender = { actor: Actor; subject: string | null; run: string | null };
type Spent = Spender & { amount: bigint; at: number; seq: bigint };
type Held = Spender & { id: string; amount: bigint; expiresAt: number };

const spender = fc.record({
  actor: fc.constantFrom<Actor>("key:1", "key:2", "system"),
  subject: fc.constantFrom("ada", "bob", null),
  run: fc.constantFrom("r1", null),
});
const amount = fc.bigInt(1n, 15n);
const cap = fc.tuple(
  fc.constantFrom(
    { scope: "ACCOUNT" as const, target: null },
    { scope: "KEY" as const, target: null },
    { scope: "KEY" as const, target: "1" },
    { scope: "SUBJECT" as const, target: null },
    { scope: "SUBJECT" as const, target: "ada" },
    { scope: "RUN" as const, target: null },
  ),
  fc.constantFrom(
    { window: "DAY" as const, seconds: null },
    { window: "WEEK" as const, seconds: null },
    { window: "MONTH" as const, seconds: null },
    { window: "ROLLING" as const, seconds: 3600 },
    { window: "ROLLING" as const, seconds: 5 * 3600 },
    { window: "ROLLING" as const, seconds: 100 },
  ),
  fc.bigInt(0n, 40n),
);
const step = fc.tuple(
  fc.constantFrom(0, 0, 0, MINUTE, 20 * MINUTE, HOUR, 6 * HOUR, 20 * HOUR),
  fc.oneof(
    fc.record({ do: fc.constant("debit" as const), amount, spender }),
    fc.record({ do: fc.constant("place" as const), amount, spender, seconds: fc.constantFrom(60, 3600, 86_400) }),
    fc.record({ do: fc.constant("capture" as const), hold: fc.nat(4), amount: fc.option(fc.bigInt(1n, 30n)) }),
    fc.record({ do: fc.constant("extend" as const), hold: fc.nat(4), amount: fc.bigInt(1n, 30n) }),
    fc.record({ do: fc.constant("release" as const), hold: fc.nat(4) }),
    fc.record({ do: fc.constant("reverse" as const), spend: fc.nat(6), amount: fc.bigInt(1n, 15n) }),
  ),
);

test("in no order of spends, holds, captures, releases and expiries does a window hold more than its cap, and freesAt is when it fits", {
  timeout: 90_000,
}, async () => {
  const property = fc.asyncProperty(
    fc.array(cap, { minLength: 1, maxLength: 3 }),
    fc.array(step, { minLength: 5, maxLength: 40, size: "max" }),
    keepsItsCaps,
  );
  await proveWithin(25_000, property, { numRuns: budget({ daily: 25, full: 200 }) });
});

type CapCase = typeof cap extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

async function keepsItsCaps(caps: CapCase[], steps: Step[]): Promise<void> {
  const accountId = await accountWith(db, PLENTY);
  const terms = caps.map(([of, window, limit]): BudgetTerms => ({ ...of, ...window, limit }));
  for (const one of terms) await addBudget(db.sql, { accountId, actor: "system", ...one }, NOON);
  const spends: Spent[] = [];
  const holds: Held[] = [];
  let now = NOON;
  for (const [wait, action] of steps) {
    now = after(now, wait);
    const time = now.getTime();
    const open = holds.filter(({ expiresAt }) => expiresAt > time);
    const hold = "hold" in action ? open[action.hold] : undefined;
    switch (action.do) {
      case "debit": {
        const result = await debit(db.sql, { accountId, amount: action.amount, ...saying(action.spender) }, now);
        if (result.ok) spends.push({ ...action.spender, amount: action.amount, at: time, seq: result.entry.seq });
        else await isRefusedRightly(result, { accountId, ...action }, { terms, spends, holds: open }, time);
        break;
      }
      case "place": {
        const request = { accountId, amount: action.amount, expiresInSeconds: action.seconds };
        const result = await placeHold(db.sql, { ...request, ...saying(action.spender) }, now);
        const expiresAt = time + action.seconds * 1000;
        if (result.ok) holds.push({ ...action.spender, id: result.hold.id, amount: action.amount, expiresAt });
        else await isRefusedRightly(result, { accountId, ...action }, { terms, spends, holds: open }, time);
        break;
      }
      case "capture": {
        if (!hold) break;
        const taken = action.amount ?? hold.amount;
        // It says that someone else spends: that must not lead around the caps.
        const by = saying({ actor: "key:9", subject: "eve", run: "r9" });
        const request = { accountId, holdId: hold.id, amount: action.amount ?? undefined, ...by };
        const result = await captureHold(db.sql, request, now);
        if (!result.ok) expect(taken).toBeGreaterThan(hold.amount);
        else {
          holds.splice(holds.indexOf(hold), 1);
          spends.push({ ...hold, amount: taken, at: time, seq: result.entry.seq });
        }
        break;
      }
      case "extend": {
        if (!hold) break;
        const result = await extendHold(db.sql, { accountId, holdId: hold.id, amount: action.amount }, now);
        if (result.ok) hold.amount = result.hold.amount;
        break;
      }
      case "release": {
        if (!hold) break;
        await releaseHold(db.sql, { accountId, holdId: hold.id }, now);
        holds.splice(holds.indexOf(hold), 1);
        break;
      }
      case "reverse": {
        const spend = spends[action.spend];
        if (!spend) break;
        const request = { accountId, of: { seq: spend.seq }, amount: action.amount, reason: "It failed" };
        const result = await reverse(db.sql, request, now);
        if (result.ok) spend.amount -= action.amount;
      }
    }
    for (const one of terms) expectWithin(one, { spends, holds }, time);
  }
  expect(await verify(db.sql, accountId, now)).toEqual([]);
  await expectCountsToBeThoseOfEntries(accountId, now);
}

const saying = ({ actor, subject, run }: Spender) => ({
  actor,
  metadata: withDetails(null, { subject: subject ?? undefined, run: run ?? undefined }),
});

function spentUnder({ scope }: BudgetTerms, { actor, subject, run }: Spender): string | null {
  if (scope === "ACCOUNT") return "";
  if (scope === "KEY") return actor.startsWith("key:") ? actor.slice(4) : null;
  return scope === "SUBJECT" ? subject : run;
}

type Made = { spends: readonly Spent[]; holds: readonly Held[] };

/** What counts at `time` by value: spends since `since`, and what holds are open. */
function usedSince(one: BudgetTerms, { spends, holds }: Made, since: number, time: number): Map<string, bigint> {
  const used = new Map<string, bigint>();
  const counted = [...spends.filter(({ at }) => at > since), ...holds.filter(({ expiresAt }) => expiresAt > time)];
  for (const part of counted) {
    const value = spentUnder(one, part);
    if (value === null || (one.target !== null && value !== one.target)) continue;
    used.set(value, (used.get(value) ?? 0n) + part.amount);
  }
  return used;
}

/** The last moment before the window at `time`; `slack` is how much longer than its length a rolling one may count. */
function windowSince({ window, seconds }: BudgetTerms, time: number, slack = 1): number {
  if (window === "ROLLING") return time - (seconds ?? 0) * 1000 * slack;
  const day = new Date(time);
  const date = window === "MONTH" ? 1 : day.getUTCDate() - (window === "WEEK" ? (day.getUTCDay() + 6) % 7 : 0);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date) - 1;
}

function expectWithin(one: BudgetTerms, made: Made, time: number): void {
  for (const used of usedSince(one, made, windowSince(one, time), time).values()) {
    expect(used).toBeLessThanOrEqual(one.limit);
  }
}

type Asked = { accountId: string; amount: bigint; spender: Spender };

async function isRefusedRightly(
  result: { ok: false; reason: string } | BudgetExceeded,
  { accountId, amount: asked, spender: by }: Asked,
  made: Made & { terms: BudgetTerms[] },
  time: number,
): Promise<void> {
  if (result.reason !== "budget_exceeded" || !("budget" in result)) throw new Error(result.reason);
  const { budget: refusing, freesAt } = result;
  expect(refusing.target).toBe(spentUnder(refusing, by));
  // At most a sixtieth of a rolling window, and a second, is counted beyond it.
  const since = windowSince(refusing, time, 61 / 60) - (refusing.window === "ROLLING" ? 1000 : 0);
  const most = usedSince(refusing, made, since, time).get(refusing.target) ?? 0n;
  expect(refusing.used).toBeLessThanOrEqual(most);
  expect(refusing.used + asked).toBeGreaterThan(refusing.limit);
  expect(result.available).toBeLessThan(asked);
  await expectMostToBe(result.available, { accountId, by }, time);
  if (freesAt === null) {
    expect(asked).toBeGreaterThan(refusing.limit);
    return;
  }
  const request = { accountId, amount: asked, ...saying(by) };
  expect(await tried(request, freesAt)).toBe("fits");
  expect(await tried(request, after(freesAt, -1))).toBe("budget_exceeded");
}

/** What a spend would answer; it is undone. */
async function tried(request: DebitRequest, moment: Date): Promise<string> {
  const undone = new Error("undo");
  let answer = "";
  const trial = db.transaction(async (_db, sql: Sql) => {
    const result = await debit(sql, request, moment);
    answer = result.ok ? "fits" : result.reason;
    throw undone;
  });
  await expect(trial).rejects.toBe(undone);
  return answer;
}

async function expectMostToBe(
  most: bigint,
  { accountId, by }: { accountId: string; by: Spender },
  time: number,
): Promise<void> {
  const now = new Date(time);
  if (most > 0n) expect(await tried({ accountId, amount: most, ...saying(by) }, now)).toBe("fits");
  expect(await tried({ accountId, amount: most + 1n, ...saying(by) }, now)).toBe("budget_exceeded");
}

/** A cap that is added now counts what the one that was there all along does. */
async function expectCountsToBeThoseOfEntries(accountId: string, now: Date): Promise<void> {
  for (const { id, uses, freesAt, ofPlan: _, ...terms } of await listBudgets(db.sql, accountId, now)) {
    const before = await countsOf(id, now);
    await removeBudget(db.sql, accountId, id, now);
    const added = await addBudget(db.sql, { ...terms, accountId, actor: "system" }, now);
    if (!added.ok) throw new Error(added.reason);
    expect(await countsOf(added.id, now)).toEqual(before);
    const again = (await listBudgets(db.sql, accountId, now)).find((one) => one.id === added.id);
    expect(again).toMatchObject({ uses, freesAt });
  }
}

function countsOf(id: string, now: Date) {
  return db.sql`
    SELECT target, starts_at, ends_at, used FROM credit_budget_use
    WHERE budget_id = ${id}::uuid AND ends_at > ${now}::timestamptz AND used > 0
    ORDER BY target, starts_at`;
}

test("a hold of yesterday counts today, and its capture too: together they stay within the cap of the day", async () => {
  const accountId = await accountWith(db, PLENTY);
  const terms = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null, limit: 100n } as const;
  await addBudget(db.sql, { accountId, actor: "system", ...terms }, NOON);
  const night = after(NOON, 11.9 * HOUR);
  const held = await placeHold(db.sql, { accountId, amount: 60n, expiresInSeconds: 3600 }, night);
  const midnight = after(NOON, 12 * HOUR);
  const next = await debit(db.sql, { accountId, amount: 50n }, midnight);
  expect(next).toMatchObject({ reason: "budget_exceeded", available: 40n, budget: { used: 60n, limit: 100n } });
  // Once the hold has ended by itself.
  expect(next).toMatchObject({ freesAt: after(night, HOUR) });
  expect(await debit(db.sql, { accountId, amount: 40n }, midnight)).toMatchObject({ ok: true });
  const holdId = held.ok ? held.hold.id : "";
  expect(await captureHold(db.sql, { accountId, holdId, amount: 61n }, midnight)).toMatchObject({
    reason: "budget_exceeded",
    required: 61n,
    available: 60n,
    freesAt: after(midnight, DAY),
  });
  expect(await captureHold(db.sql, { accountId, holdId }, midnight)).toMatchObject({ ok: true });
  expect((await listBudgets(db.sql, accountId, midnight))[0]?.uses).toEqual([{ target: "", used: 100n }]);
});

test("of two caps that say no, the answer names the one that frees last", async () => {
  const accountId = await accountWith(db, PLENTY);
  const by = { accountId, actor: "system" } as const;
  const hour = { scope: "SUBJECT", target: null, window: "ROLLING", seconds: 3600, limit: 10n } as const;
  const day = { scope: "SUBJECT", target: "ada", window: "DAY", seconds: null, limit: 12n } as const;
  await addBudget(db.sql, { ...by, ...day }, NOON);
  await addBudget(db.sql, { ...by, ...hour }, NOON);
  const spend = (amountNow: bigint, subject: string) =>
    debit(db.sql, { accountId, amount: amountNow, metadata: withDetails(null, { subject }) }, NOON);
  expect(await spend(10n, "ada")).toMatchObject({ ok: true });
  expect(await spend(2n, "ada")).toMatchObject({ budget: { window: "ROLLING" }, freesAt: after(NOON, 61 * MINUTE) });
  expect(await spend(3n, "ada")).toMatchObject({ budget: { window: "DAY" }, freesAt: after(NOON, 12 * HOUR) });
  expect(await spend(13n, "ada")).toMatchObject({ freesAt: null });
  expect(await spend(10n, "bob")).toMatchObject({ ok: true });
});

test("with several caps, what a refusal says is available can be spent, and not one more", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n } });
  const by = { accountId, actor: "system", target: null } as const;
  await addBudget(db.sql, { ...by, scope: "SUBJECT", window: "ROLLING", seconds: 3600, limit: 10n }, NOON);
  await addBudget(db.sql, { ...by, scope: "ACCOUNT", window: "DAY", seconds: null, limit: 50n }, NOON);
  const spend = (amountNow: bigint) =>
    debit(db.sql, { accountId, amount: amountNow, metadata: withDetails(null, { subject: "ada" }) }, NOON);
  expect(await spend(60n)).toMatchObject({ reason: "budget_exceeded", available: 10n });
  expect(await spend(11n)).toMatchObject({ reason: "budget_exceeded", available: 10n });
  expect(await spend(10n)).toMatchObject({ ok: true });
});

test("caps can be changed and removed, an account without any is not looked at, and what no window counts is forgotten", async () => {
  const accountId = await accountWith(db, PLENTY);
  const terms = { scope: "ACCOUNT", target: null, window: "DAY", seconds: null, limit: 5n } as const;
  const added = await addBudget(db.sql, { accountId, actor: "system", ...terms }, NOON);
  const id = added.ok ? added.id : "";
  const spend = (now = NOON) => debit(db.sql, { accountId, amount: 4n }, now);
  expect(await spend()).toMatchObject({ ok: true });
  expect(await spend()).toMatchObject({ reason: "budget_exceeded" });
  expect(await setBudgetLimit(db.sql, accountId, id, 8n)).toBe(true);
  expect(await spend()).toMatchObject({ ok: true });
  // One at a time, and then all that other tests left.
  expect(await purgeBudgetUses(db.sql, after(NOON, DAY), 1)).toBe(1);
  await inBatches((limit) => purgeBudgetUses(db.sql, after(NOON, DAY), limit));
  expect(await countsOf(id, NOON)).toEqual([]);
  expect(await removeBudget(db.sql, accountId, id, NOON)).toBe(true);
  expect(await removeBudget(db.sql, accountId, id, NOON)).toBe(false);
  expect(await spend()).toMatchObject({ ok: true });
  expect(await db.sql`SELECT has_budgets FROM credit_account WHERE id = ${accountId}::uuid`).toEqual([
    { has_budgets: false },
  ]);
});
