import { openQuarters, partOf, placeValue, timeOf } from "@/lib/analytics/rows/open-quarters";
import { BLANK, type PageWish, pageOf, type Row, type RowPage } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";
import { type AccountAt, accountsBetween, balancesAt, debtsAt } from "@/lib/ledger/accounts-at";
import { costOfEntries } from "@/lib/ledger/cost-of-entries";
import { entriesInQuarter, quartersWithEntries } from "@/lib/ledger/entries-in-quarter";
import { lotsAt } from "@/lib/ledger/lots-at";
import type { EntryType } from "@/lib/ledger/types";

/** The entries of these types from one time until before another, newest first; `withCost` adds what was paid for them. */
export function entryRows(
  sql: Sql,
  filter: { types: readonly EntryType[]; from: Date; to: Date; withCost: "with cost" | "without cost" },
  wish: PageWish,
): Promise<RowPage> {
  const { types } = filter;
  return openQuarters(
    {
      part: /^\d{1,18}$/,
      quarters: (newest, count) => quartersWithEntries(sql, filter, newest, count),
      rowsIn: async (quarter, { after, limit }) => {
        const before = after && {
          at: new Date(timeOf(after.value)),
          seq: BigInt(partOf(after.value)),
          accountId: after.id,
        };
        const entries = await entriesInQuarter(sql, quarter, { types, before, limit });
        const costs = filter.withCost === "with cost" ? await costOfEntries(sql, entries) : [];
        return entries.map(({ at, accountId, seq, userId, email, externalId, amount, description }) => ({
          ...BLANK,
          at,
          userId,
          email,
          externalId,
          what: description,
          credits: amount,
          money: costs.filter((cost) => cost.accountId === accountId && cost.seq === seq),
          place: { value: placeValue(at, String(seq)), id: accountId },
        }));
      },
    },
    wish,
  );
}

/** The lots with something left right before a moment, and what was paid for what is left. */
export async function lotRows(sql: Sql, at: Date, { after, limit }: PageWish): Promise<RowPage> {
  const place = after && isUuid(after.value) ? { accountId: after.value, lotId: after.id } : null;
  const lots = await lotsAt(sql, { at, after: place, limit: limit + 1 });
  const rows = lots.map(
    ({ accountId, lotId, userId, email, externalId, kind, description, createdAt, remaining, cents, currency }) => ({
      ...BLANK,
      at: createdAt,
      userId,
      email,
      externalId,
      what: description || kind,
      credits: remaining,
      money: cents !== null && currency !== null ? [{ cents, currency }] : [],
      place: { value: accountId, id: lotId },
    }),
  );
  return pageOf(rows, limit);
}

/** The balances right before a moment. */
export async function balanceRows(sql: Sql, at: Date, { after, limit }: PageWish): Promise<RowPage> {
  const accounts = await balancesAt(sql, { at, after: after?.id ?? null, limit: limit + 1 });
  return pageOf(
    accounts.map((account) => toRow(account, "Balance", account.balance)),
    limit,
  );
}

/** The credits that customers owed right before a moment. */
export async function debtRows(sql: Sql, at: Date, { after, limit }: PageWish): Promise<RowPage> {
  const accounts = await debtsAt(sql, { at, after: after?.id ?? null, limit: limit + 1 });
  return pageOf(
    accounts.map((account) => toRow(account, "Owed", account.debt)),
    limit,
  );
}

/** The accounts in a range of balances. */
export async function rangeRows(
  sql: Sql,
  { from, to }: { from: bigint | null; to: bigint | null },
  { after, limit }: PageWish,
): Promise<RowPage> {
  const accounts = await accountsBetween(sql, { from, to, after: after?.id ?? null, limit: limit + 1 });
  return pageOf(
    accounts.map((account) => toRow(account, "Balance", account.balance)),
    limit,
  );
}

function toRow({ accountId, userId, email, externalId }: AccountAt, what: string, credits: bigint): Row {
  return { ...BLANK, userId, email, externalId, what, credits, place: { value: "", id: accountId } };
}
