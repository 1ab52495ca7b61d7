import type { Sql } from "@/lib/db";
import { DAY_MS, HOUR_MS } from "@/lib/time";

/** What spends of one kind cost: half of them at most `typical` credits, all at most `atMost`. */
export type TypicalCost = { spends: number; typical: bigint; atMost: bigint };

/** Which spends: those of a meter, alone or together with others, or those that name a model or a project. */
export type SpendKind = { meter: string } | { model: string } | { project: string };

const RECENT_MS = 30 * DAY_MS;
const MAX_SPENDS = 100;
const MAX_ENTRIES = 2_000;

/** Of the account's last 100 spends of this kind, within 30 days and its last 2,000 spends; null when there are none. */
export async function typicalCost(
  sql: Sql,
  accountId: string,
  kind: SpendKind,
  now: Date,
): Promise<TypicalCost | null> {
  const { meter, model, project } = partsOf(kind);
  const [row] = await sql<CostRow>`
    SELECT count(*)::integer AS spends, percentile_disc(0.5) WITHIN GROUP (ORDER BY credits) AS typical, max(credits) AS "atMost"
    FROM (
      SELECT -amount AS credits
      FROM (
        SELECT amount, meter, metadata, created_at
        FROM ledger_entry
        WHERE account_id = ${accountId}::uuid AND type = 'USAGE'
        ORDER BY seq DESC
        LIMIT ${MAX_ENTRIES}
      ) AS recent
      WHERE created_at >= ${new Date(now.getTime() - RECENT_MS)}::timestamptz AND (
        meter = ${meter}::text
        OR metadata -> '$refill' -> 'items' @> jsonb_build_array(jsonb_build_object('meter', ${meter}::text))
        OR metadata -> '$refill' ->> 'model' = ${model}::text
        OR metadata -> '$refill' ->> 'project' = ${project}::text
      )
      LIMIT ${MAX_SPENDS}
    ) AS spend`;
  return toCost(row);
}

/** The sample is of the shortest of these times that has enough spends. */
const SAMPLED_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS];
const MAX_SAMPLED = 20_000;
/** So many of each account, so that one that spends most does not decide for all. */
const MAX_OF_ACCOUNT = 20;
const ENOUGH_SPENDS = 200;
const LEAST_SPENDS = 20;
const LEAST_ACCOUNTS = 5;

/**
 * The same of a sample of all accounts' latest spends, at most a week old; null when they are too few to say nothing about any one
 * account. For a cache: each look reads up to 20,000 entries.
 */
export async function everyonesTypicalCost(sql: Sql, meter: string, now: Date): Promise<TypicalCost | null> {
  let found: EveryonesRow | undefined;
  for (const sampledMs of SAMPLED_MS) {
    found = await sampled(sql, meter, new Date(now.getTime() - sampledMs));
    if (found && found.spends >= ENOUGH_SPENDS && found.accounts >= LEAST_ACCOUNTS) break;
  }
  return found && found.spends >= LEAST_SPENDS && found.accounts >= LEAST_ACCOUNTS ? toCost(found) : null;
}

type EveryonesRow = CostRow & { accounts: number };

async function sampled(sql: Sql, meter: string, since: Date): Promise<EveryonesRow | undefined> {
  const [row] = await sql<EveryonesRow>`
    SELECT
      count(*)::integer AS spends, count(DISTINCT account_id)::integer AS accounts,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY credits) AS typical, percentile_disc(0.95) WITHIN GROUP (ORDER BY credits) AS "atMost"
    FROM (
      SELECT account_id, -amount AS credits, row_number() OVER (PARTITION BY account_id) AS nth
      FROM (
        SELECT account_id, amount, meter, metadata
        FROM ledger_entry
        WHERE created_at >= ${since}::timestamptz AND type = 'USAGE'
        LIMIT ${MAX_SAMPLED}
      ) AS recent
      WHERE meter = ${meter} OR metadata -> '$refill' -> 'items' @> jsonb_build_array(jsonb_build_object('meter', ${meter}::text))
    ) AS sample
    WHERE nth <= ${MAX_OF_ACCOUNT}::integer`;
  return row;
}

type CostRow = { spends: number; typical: bigint | null; atMost: bigint | null };

const toCost = (row: CostRow | undefined): TypicalCost | null =>
  row?.typical == null || row.atMost === null ? null : { spends: row.spends, typical: row.typical, atMost: row.atMost };

function partsOf(kind: SpendKind): { meter: string | null; model: string | null; project: string | null } {
  return { meter: null, model: null, project: null, ...kind };
}
