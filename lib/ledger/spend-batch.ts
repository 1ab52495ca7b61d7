import type { Sql } from "@/lib/db";
import { THE_APP } from "@/lib/ledger/actor";
import type { BudgetRefusal } from "@/lib/ledger/budgets/budget-exceeded";
import {
  CAPTURE_LIMIT,
  type CaptureRequest,
  type CaptureResult,
  type CaptureRow,
  hashCapture,
  toCaptureResult,
} from "@/lib/ledger/capture-hold";
import { type DebitRequest, type DebitResult, type DebitRow, toDebitResult, tryDebit } from "@/lib/ledger/debit";
import { type Grouped, groupByAccount, sparse, timesOf } from "@/lib/ledger/group-by-account";
import { hashRequest } from "@/lib/ledger/request-hash";
import { type EntryRow, withoutTrailingZeros } from "@/lib/ledger/rows";
import type { HoldStatus } from "@/lib/ledger/types";

/** One spend of a batch, with a valid amount. */
export type Spend =
  | { verb: "debit"; request: DebitRequest; now: Date }
  | { verb: "capture"; request: CaptureRequest; now: Date };

export type SpendResult = DebitResult | CaptureResult;

/**
 * Runs many debits and captures in one statement and so in one commit, with the same results as one by one; those of one
 * account run in the given order. With `wait: false` a locked account is skipped, and its spends return "busy" without
 * effect. Throws when the statement fails. Then nothing was done, unless the connection was lost, when all or nothing
 * was done.
 */
export async function spendBatch(
  sql: Sql,
  spends: readonly Spend[],
  { wait }: { wait: boolean },
): Promise<(SpendResult | "busy")[]> {
  const [first, ...others] = spends;
  // A single spend is cheaper on its own.
  if (first?.verb === "debit" && others.length === 0 && !wait) return [await tryDebit(sql, first.request, first.now)];
  const groups = groupByAccount(spends);
  const items = groups.flatMap(({ items }) => items);
  const { earliest, latest } = timesOf(spends);
  const requests = items.map(({ spend }) => spend.request);
  const rows = await sql<ResultRow>`
    SELECT item, account, outcome, balance, available, last_seq, lot, hold_amount, hold_status, refusal, (entry).*
    FROM ledger_spend_many(
      ${wait}::boolean,
      ${groups.map(({ accountId }) => accountId)}::uuid[],
      ${groups.map(({ total }) => total)}::bigint[],
      ${groups.map(({ items }) => items.length)}::integer[],
      ${groups.map(({ items, repeatsKey }) => !repeatsKey && items.every(({ spend }) => spend.verb === "debit"))}::boolean[],
      ${earliest}::timestamptz,
      ${latest}::timestamptz,
      ${groups.flatMap(({ items }, index) => items.map(() => index + 1))}::integer[],
      ${items.map(({ turn }) => turn)}::integer[],
      ${items.map(({ run }) => run)}::bigint[],
      ${sparse(items, ({ spend }) => (spend.verb === "capture" ? spend.request.holdId : null))}::uuid[],
      ${requests.map(({ amount }) => amount ?? null)}::bigint[],
      ${CAPTURE_LIMIT}::integer,
      ${sparse(items, ({ spend }) => (spend.verb === "capture" ? spend.request.overdraft : null))}::bigint[],
      ${sparse(requests, ({ idempotencyKey }) => idempotencyKey)}::text[],
      ${sparse(items, ({ spend }) => hashOf(spend))}::text[],
      ${sparse(requests, ({ description }) => description)}::text[],
      ${sparse(requests, ({ meter }) => meter)}::text[],
      ${sparse(requests, ({ quantity }) => quantity)}::numeric[],
      ${sparse(requests, ({ rateVersion }) => rateVersion)}::integer[],
      ${sparse(requests, ({ metadata }) => (metadata ? JSON.stringify(metadata) : null))}::text[],
      ${requests.map(({ actor = THE_APP }) => actor)}::text[],
      ${items.map(({ spend }) => spend.now)}::timestamptz[]
    )`;
  const results: (SpendResult | "busy")[] = [];
  for (const row of rows) {
    if (row.item === null) {
      for (const item of groups[row.account - 1]?.items ?? []) {
        results[item.index] = row.outcome === "busy" ? "busy" : fromFirstLot(item, row);
      }
      continue;
    }
    const item = items[row.item - 1];
    if (item) results[item.index] = toResult(item.spend, row);
  }
  return spends.map((_, index) => results[index] ?? missing());
}

function hashOf({ verb, request }: Spend): string | null {
  if (request.idempotencyKey == null) return null;
  return verb === "debit" ? hashRequest(request) : hashCapture(request);
}

type AccountRow = {
  item: null;
  account: number;
  outcome: "debited" | "busy";
  balance: bigint;
  available: bigint;
  last_seq: bigint;
  lot: string;
};

/** The result of a spend that is not answered by its account's row. */
export type ItemRow = EntryRow & {
  item: number;
  account: number;
  outcome: string;
  balance: bigint;
  available: bigint;
  hold_amount: bigint;
  hold_status: HoldStatus;
  refusal: BudgetRefusal;
};

type ResultRow = AccountRow | ItemRow;

/** The entry written for a debit that the account's first lot covered: its values are known without reading it. */
function fromFirstLot({ spend, turn, run }: Grouped<Spend>, row: AccountRow): SpendResult {
  const { accountId, quantity, metadata, ...request } = spend.request;
  const amount = request.amount ?? missing();
  return {
    ok: true,
    entry: {
      accountId,
      seq: row.last_seq + BigInt(turn),
      type: "USAGE",
      amount: -amount,
      balanceBefore: row.balance - run + amount,
      balanceAfter: row.balance - run,
      idempotencyKey: request.idempotencyKey ?? null,
      allocations: [{ lot: row.lot, amount: -amount }],
      description: request.description ?? "",
      meter: request.meter ?? null,
      quantity: quantity == null ? null : withoutTrailingZeros(quantity),
      rateVersion: request.rateVersion ?? null,
      metadata: metadata ? JSON.parse(JSON.stringify(metadata)) : null,
      actor: request.actor ?? THE_APP,
      paymentId: null,
      holdId: null,
      sourceKey: null,
      undoesSeq: null,
      cause: null,
      createdAt: spend.now,
    },
    balance: row.balance - run,
    available: row.available - run,
    replayed: false,
  };
}

function toResult({ verb, request }: Spend, row: ItemRow): SpendResult {
  return verb === "debit"
    ? toDebitResult(row as DebitRow, request.amount)
    : toCaptureResult(row as CaptureRow, request.amount ?? null);
}

function missing(): never {
  throw new Error("ledger_spend_many left out a spend.");
}
