import type { Sql } from "@/lib/db";
import { boundsOf, type Month } from "@/lib/ledger/archive/months";

/** A spend's place. */
export type SpendPlace = { accountId: string; seq: bigint };

/** A spend with all its columns as one line of JSON, numbers in full precision. */
export type SpendLine = SpendPlace & { line: string };

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";
const PAGE = 5_000;

/** The spends of a month, by account and number. No connection is held between pages. */
export function spendLines(sql: Sql, month: Month): AsyncGenerator<SpendLine> {
  const { from, until } = boundsOf(month);
  return eachSpend(
    ({ accountId, seq }) => sql<SpendLine>`
      SELECT account_id::text AS "accountId", seq, to_jsonb(entry)::text AS line
      FROM ledger_entry AS entry
      WHERE (account_id, seq) > (${accountId}::uuid, ${seq}::bigint)
        AND type = 'USAGE' AND created_at >= ${from}::timestamptz AND created_at < ${until}::timestamptz
      ORDER BY account_id, seq
      LIMIT ${PAGE}::integer`,
  );
}

/** Their places alone. */
export function spendPlaces(sql: Sql, month: Month): AsyncGenerator<SpendPlace> {
  const { from, until } = boundsOf(month);
  return eachSpend(
    ({ accountId, seq }) => sql<SpendPlace>`
      SELECT account_id::text AS "accountId", seq
      FROM ledger_entry
      WHERE (account_id, seq) > (${accountId}::uuid, ${seq}::bigint)
        AND type = 'USAGE' AND created_at >= ${from}::timestamptz AND created_at < ${until}::timestamptz
      ORDER BY account_id, seq
      LIMIT ${PAGE}::integer`,
  );
}

async function* eachSpend<Spend extends SpendPlace>(
  readAfter: (last: SpendPlace) => Promise<Spend[]>,
): AsyncGenerator<Spend> {
  for (let last: SpendPlace | undefined = { accountId: BEFORE_ALL, seq: 0n }; last; ) {
    const page: Spend[] = await readAfter(last);
    yield* page;
    last = page.length < PAGE ? undefined : page.at(-1);
  }
}
