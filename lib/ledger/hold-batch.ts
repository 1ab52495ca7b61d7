import type { Sql } from "@/lib/db";
import { THE_APP } from "@/lib/ledger/actor";
import { groupByAccount, sparse, timesOf } from "@/lib/ledger/group-by-account";
import {
  endOfHold,
  hashHold,
  type PlaceHoldRequest,
  type PlaceHoldResult,
  type PlaceHoldRow,
  toPlaceHoldResult,
} from "@/lib/ledger/place-hold";

/** One hold to place of a batch, with a valid amount and time. */
export type Placing = { verb: "hold"; request: PlaceHoldRequest; now: Date };

/**
 * Places many holds in one statement and so in one commit, with the same results as one by one; those of one account in the
 * given order. With `wait: false` a locked account is skipped, and its holds return "busy" without effect. Throws when the
 * statement fails. Then nothing was done, unless the connection was lost, when all or nothing was done.
 */
export async function holdBatch(
  sql: Sql,
  placings: readonly Placing[],
  { wait }: { wait: boolean },
): Promise<(PlaceHoldResult | "busy")[]> {
  const groups = groupByAccount(placings);
  const items = groups.flatMap(({ items }) => items);
  const { earliest, latest } = timesOf(placings);
  const ends = groups.map(({ items }) =>
    items.map(({ spend }) => endOfHold(spend.request, spend.now)).sort((a, b) => a.getTime() - b.getTime()),
  );
  const soonest = ends.map(([first = latest]) => first);
  const requests = items.map(({ spend }) => spend.request);
  const rows = await sql<{ item: number } & (PlaceHoldRow | { outcome: "busy" })>`
    SELECT item, outcome, balance, available, refusal, (hold).*
    FROM ledger_place_many(
      ${wait}::boolean,
      ${groups.map(({ accountId }) => accountId)}::uuid[],
      ${groups.map(({ total }) => total)}::bigint[],
      ${soonest}::timestamptz[],
      ${groups.map(({ items }) => items.some(({ spend }) => spend.request.idempotencyKey != null))}::boolean[],
      ${groups.map(({ repeatsKey }, index) => !repeatsKey && (soonest[index] ?? latest) > latest)}::boolean[],
      ${earliest}::timestamptz,
      ${latest}::timestamptz,
      ${groups.flatMap(({ items }, index) => items.map(() => index + 1))}::integer[],
      ${items.map(({ run }) => run)}::bigint[],
      ${requests.map(({ amount }) => amount)}::bigint[],
      ${items.map(({ spend }) => endOfHold(spend.request, spend.now))}::timestamptz[],
      ${sparse(requests, ({ idempotencyKey }) => idempotencyKey)}::text[],
      ${sparse(requests, (request) => (request.idempotencyKey == null ? null : hashHold(request)))}::text[],
      ${sparse(requests, ({ description }) => description)}::text[],
      ${sparse(requests, ({ metadata }) => (metadata ? JSON.stringify(metadata) : null))}::text[],
      ${requests.map(({ actor = THE_APP }) => actor)}::text[],
      ${items.map(({ spend }) => spend.now)}::timestamptz[]
    )`;
  const results: (PlaceHoldResult | "busy")[] = [];
  for (const row of rows) {
    const item = items[row.item - 1];
    if (!item) continue;
    const { request, now } = item.spend;
    results[item.index] = row.outcome === "busy" ? "busy" : toPlaceHoldResult(row, request.amount, now);
  }
  return placings.map((_, index) => results[index] ?? missing());
}

function missing(): never {
  throw new Error("ledger_place_many left out a hold.");
}
