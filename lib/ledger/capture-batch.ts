import type { Sql } from "@/lib/db";
import { THE_APP } from "@/lib/ledger/actor";
import {
  CAPTURE_LIMIT,
  type CaptureResult,
  type CaptureRow,
  hashCapture,
  toCaptureResult,
} from "@/lib/ledger/capture-hold";
import { groupByAccount, sparse, timesOf } from "@/lib/ledger/group-by-account";
import type { Spend } from "@/lib/ledger/spend-batch";

/** One capture of a batch, with a valid amount or none. */
export type Capture = Extract<Spend, { verb: "capture" }>;

/**
 * Captures many holds in one statement and so in one commit, with the same results as one by one; those of one account in the
 * given order. With `wait: false` a locked account is skipped, and its captures return "busy" without effect. Throws when the
 * statement fails. Then nothing was done, unless the connection was lost, when all or nothing was done.
 */
export async function captureBatch(
  sql: Sql,
  captures: readonly Capture[],
  { wait }: { wait: boolean },
): Promise<(CaptureResult | "busy")[]> {
  const groups = groupByAccount(captures);
  const items = groups.flatMap(({ items }) => items);
  const { earliest, latest } = timesOf(captures);
  const requests = items.map(({ spend }) => spend.request);
  const rows = await sql<{ item: number } & (CaptureRow | { outcome: "busy" })>`
    SELECT item, outcome, balance, available, hold_amount, hold_status, refusal, (entry).*
    FROM ledger_capture_many(
      ${wait}::boolean,
      ${groups.map(({ accountId }) => accountId)}::uuid[],
      ${groups.map(({ items, repeatsKey }) => !repeatsKey && new Set(items.map(({ spend }) => spend.request.holdId)).size === items.length)}::boolean[],
      ${earliest}::timestamptz,
      ${latest}::timestamptz,
      ${groups.flatMap(({ items }, index) => items.map(() => index + 1))}::integer[],
      ${requests.map(({ holdId }) => holdId)}::uuid[],
      ${sparse(requests, ({ amount }) => amount)}::bigint[],
      ${CAPTURE_LIMIT}::integer,
      ${sparse(requests, ({ overdraft }) => overdraft)}::bigint[],
      ${sparse(requests, ({ idempotencyKey }) => idempotencyKey)}::text[],
      ${sparse(requests, (request) => (request.idempotencyKey == null ? null : hashCapture(request)))}::text[],
      ${sparse(requests, ({ description }) => description)}::text[],
      ${sparse(requests, ({ meter }) => meter)}::text[],
      ${sparse(requests, ({ quantity }) => quantity)}::numeric[],
      ${sparse(requests, ({ rateVersion }) => rateVersion)}::integer[],
      ${sparse(requests, ({ metadata }) => (metadata ? JSON.stringify(metadata) : null))}::text[],
      ${requests.map(({ actor = THE_APP }) => actor)}::text[],
      ${items.map(({ spend }) => spend.now)}::timestamptz[]
    )`;
  const results: (CaptureResult | "busy")[] = [];
  for (const row of rows) {
    const item = items[row.item - 1];
    if (!item) continue;
    results[item.index] = row.outcome === "busy" ? "busy" : toCaptureResult(row, item.spend.request.amount ?? null);
  }
  return captures.map((_, index) => results[index] ?? missing());
}

function missing(): never {
  throw new Error("ledger_capture_many left out a capture.");
}
