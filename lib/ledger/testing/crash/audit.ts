import { expect } from "vitest";
import type { Database } from "@/lib/db";
import { after, NOON } from "@/lib/ledger/testing/accounts";
import type { Acknowledged } from "@/lib/ledger/testing/crash/steps";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

/** Later than anything that a step does. */
const LATER = after(NOON, 3_600_000);

/**
 * Fails unless what callers were told matches the ledger: each acknowledged entry exists with its amount, none was
 * acknowledged twice, and there are no unacknowledged entries apart from expiries.
 */
export async function expectExactlyOnce(
  database: Database,
  acknowledged: Acknowledged[],
  accounts: string[],
): Promise<void> {
  const told = acknowledged.flatMap(({ account, entries }) =>
    entries.map(({ seq, amount }) => `${account} ${seq} ${amount}`),
  );
  const kept = await database.sql<{ entry: string }>`
    SELECT format('%s %s %s', account_id, seq, amount) AS entry
    FROM ledger_entry
    WHERE account_id = ANY (${accounts}::uuid[]) AND type <> 'EXPIRY' AND description <> 'opening'`;
  const entries = new Set(kept.map(({ entry }) => entry));
  const tolds = new Set(told);
  expect(
    told.filter((entry) => !entries.has(entry)),
    "acknowledged and lost",
  ).toEqual([]);
  expect(tolds.size, "one entry acknowledged twice").toBe(told.length);
  expect(
    [...entries].filter((entry) => !tolds.has(entry)),
    "done twice, or unacknowledged",
  ).toEqual([]);
  expect(await verify(database.sql, "all", LATER)).toEqual([]);
  expect((await verifyNew(database, LATER)).violations).toEqual([]);
}

/** Each acknowledged entry exists, and every invariant holds: what must be true right after a crash. */
export async function expectNothingLost(database: Database, acknowledged: Acknowledged[]): Promise<void> {
  const kept = await database.sql<{ entry: string }>`
    SELECT format('%s %s %s', account_id, seq, amount) AS entry FROM ledger_entry`;
  const entries = new Set(kept.map(({ entry }) => entry));
  const lost = acknowledged.flatMap(({ account, entries: told }) =>
    told.map(({ seq, amount }) => `${account} ${seq} ${amount}`).filter((entry) => !entries.has(entry)),
  );
  expect(lost, "acknowledged and lost").toEqual([]);
  expect(await verify(database.sql, "all", NOON)).toEqual([]);
}
