import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { freezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { history } from "@/lib/ledger/queries";
import { type LedgerRefill, type LedgerRefillResult, refillBatch } from "@/lib/ledger/refill-batch";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { after, HOUR, NOON, newAccount, oweCredits } from "@/lib/ledger/testing/accounts";
import { ON_BOTH } from "@/lib/ledger/testing/divided";
import { MAX_BALANCE } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const OWN = randomUUID();
const NOW = after(NOON, 10 * HOUR);

/** A lot, and what of it is spent, held or frozen. */
const lot = fc.record({
  kind: fc.constantFrom("PLAN", "PLAN", "PACK"),
  subscriptionId: fc.constantFrom(OWN, randomUUID(), null),
  amount: fc.bigInt(1n, 40n),
  /** From and until, in hours after NOON: refills are ten hours after it. */
  times: fc.constantFrom<[number, number | null]>([-1, 20], [-1, 20], [-1, null], [9, 20], [9, null], [-1, 5]),
  isLate: fc.boolean(),
  isFrozen: fc.integer({ min: 0, max: 5 }).map((nth) => nth === 0),
});

const account = fc.record({
  debt: fc.constantFrom(0n, 0n, 0n, 5n, 500n),
  isFull: fc.integer({ min: 0, max: 9 }).map((nth) => nth === 0),
  lots: fc.array(lot, { maxLength: 4 }),
  spent: fc.bigInt(0n, 30n),
  held: fc.constantFrom(0n, 0n, 3n),
  reset: fc.option(
    fc.record({
      keepCredits: fc.constantFrom(undefined, undefined, 0n, 15n),
      isOwn: fc.boolean(),
      keepsLate: fc.boolean(),
    }),
  ),
  amount: fc.bigInt(1n, 100n),
  expiresAt: fc.constantFrom(null, after(NOW, HOUR)),
  sourceKey: fc.constantFrom("refill", "refill", "refill", "lot:0"),
});

type Account = typeof account extends fc.Arbitrary<infer One> ? One : never;

describe.each(ON_BOTH)("%s", (_where, install) => {
  beforeAll(() => install(db));

  test("refills of many accounts come to what a reset and a grant come to one by one", {
    timeout: 120_000,
  }, async () => {
    const property = fc.asyncProperty(fc.array(account, { minLength: 1, maxLength: 6 }), async (accounts) => {
      const together: LedgerRefill[] = [];
      const alone: LedgerRefill[] = [];
      for (const one of accounts) {
        together.push(toRefill(one, await open(one)));
        alone.push(toRefill(one, await open(one)));
      }
      const expected: LedgerRefillResult[] = [];
      for (const one of alone) expected.push(await refill(one));
      expect(await refillBatch(db.sql, together, NOW)).toEqual(expected);
      for (const [nth, { accountId }] of together.entries()) {
        expect(await stateOf(accountId)).toEqual(await stateOf(alone[nth]?.accountId ?? ""));
        expect(await verify(db.sql, accountId, after(NOW, 100 * HOUR))).toEqual([]);
      }
    });
    await fc.assert(property, { numRuns: budget({ daily: 10, full: 100 }), interruptAfterTimeLimit: 60_000 });
  });

  test("a locked account is left out, and the others are refilled without waiting", async () => {
    const [held, free] = [await newAccount(db), await newAccount(db)];
    const refills = [held, free].map((accountId): LedgerRefill => ({ accountId, reset: null, lot: LOT }));
    await db.transaction(async (_db, sql) => {
      await sql`SELECT FROM credit_account WHERE id = ${held}::uuid FOR UPDATE`;
      expect(await refillBatch(db.sql, refills, NOW)).toEqual([
        { status: "busy" },
        { status: "granted", debtPaid: 0n },
      ]);
    });
    expect(await refillBatch(db.sql, refills, NOW)).toMatchObject([
      { status: "granted" },
      { status: "already_granted" },
    ]);
  });
});

const LOT = { kind: "PLAN", amount: 10n, sourceKey: "refill", actor: "system" } as const;

async function open({ debt, isFull, lots, spent, held }: Account): Promise<string> {
  const accountId = await newAccount(db);
  const actor = "system";
  if (debt > 0n) await oweCredits(db, accountId, debt);
  for (const [
    nth,
    {
      times: [from, until],
      isLate,
      isFrozen,
      ...one
    },
  ] of lots.entries()) {
    const [effectiveAt, sourceKey, paymentId] = [after(NOON, from * HOUR), `lot:${nth}`, randomUUID()];
    const expiresAt = until === null ? null : after(NOON, until * HOUR);
    const windowStart = after(NOW, isLate ? -20 * HOUR : 0);
    await grant(db.sql, { accountId, ...one, effectiveAt, expiresAt, sourceKey, paymentId, windowStart, actor }, NOON);
    if (isFrozen) await freezeLots(db.sql, accountId, paymentId, NOON);
  }
  // Those that are refused leave the account as it is.
  if (held > 0n) await placeHold(db.sql, { accountId, amount: held, expiresInSeconds: 12 * 3_600, actor }, NOON);
  if (spent > 0n) await debit(db.sql, { accountId, amount: spent, actor }, NOON);
  if (isFull) await fill(accountId);
  return accountId;
}

/** Leaves room for 20 credits. */
async function fill(accountId: string): Promise<void> {
  const page = await history(db.sql, accountId, { limit: 1 });
  const balance = page.ok ? (page.data[0]?.balanceAfter ?? 0n) : 0n;
  const amount = (MAX_BALANCE - 20n - (balance > 0n ? balance : 0n)) / 10n;
  for (let nth = 0; nth < 10; nth += 1) {
    await grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: `fill:${nth}`, actor: "system" }, NOON);
  }
}

function toRefill({ reset, amount, expiresAt, sourceKey }: Account, accountId: string): LedgerRefill {
  const lot = {
    ...LOT,
    amount,
    expiresAt,
    sourceKey,
    subscriptionId: OWN,
    windowStart: NOW,
    amountCents: 5,
    currency: "usd",
  };
  return {
    accountId,
    reset: reset && {
      keepCredits: reset.keepCredits,
      ...(reset.isOwn && { subscriptionId: OWN }),
      ...(reset.keepsLate && { keepSince: { subscriptionId: OWN, at: after(NOON, 8 * HOUR) } }),
      description: "Reset",
      actor: "system",
    },
    lot,
  };
}

async function refill({ accountId, reset, lot }: LedgerRefill): Promise<LedgerRefillResult> {
  if (reset) await resetPlanLots(db.sql, { accountId, ...reset }, NOW);
  const granted = await grant(db.sql, { accountId, ...lot }, NOW);
  if (granted.status === "balance_out_of_range") return { status: granted.status };
  const { allocations } = granted.entry;
  const debtPaid = allocations.reduce((paid, part) => ("debt" in part ? paid + part.debt : paid), 0n);
  return { status: granted.status, debtPaid };
}

/** The account with its entries, lots and holds, without ids. */
async function stateOf(accountId: string): Promise<object> {
  const [row] = await db.sql<{ state: Record<string, { id: string; source_key?: string }[]> }>`
    SELECT jsonb_build_object(
      'account', (SELECT jsonb_agg(to_jsonb(t)) FROM credit_account AS t WHERE id = ${accountId}::uuid),
      'lots', (SELECT jsonb_agg(to_jsonb(t) - 'payment_id' ORDER BY grant_seq) FROM credit_lot AS t WHERE account_id = ${accountId}::uuid),
      'holds', (SELECT jsonb_agg(to_jsonb(t) ORDER BY id) FROM credit_hold AS t WHERE account_id = ${accountId}::uuid),
      'entries', (SELECT jsonb_agg(to_jsonb(t) - 'payment_id' ORDER BY seq) FROM ledger_entry AS t WHERE account_id = ${accountId}::uuid)
    ) AS state`;
  const { lots, holds } = row?.state ?? {};
  const names = [[accountId, "account"], ...(lots ?? []).map(({ id, source_key }) => [id, source_key ?? ""])];
  for (const [nth, { id }] of (holds ?? []).entries()) names.push([id, `hold ${nth}`]);
  const text = names.reduce((all, [id = "", name = ""]) => all.replaceAll(id, name), JSON.stringify(row?.state));
  return JSON.parse(text);
}
