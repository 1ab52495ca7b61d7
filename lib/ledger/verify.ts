import type { Sql } from "@/lib/db";
import { brokenInvariants } from "@/lib/ledger/invariants/all";
import { entriesWithoutAccount } from "@/lib/ledger/invariants/entries";
import type { Violation } from "@/lib/ledger/invariants/violation";
import { byShard } from "@/lib/ledger/shards/by-shard";
import type { ShardRouter } from "@/lib/ledger/shards/shard-router";

/**
 * Recomputes one account, or all, from the start of its history, from its entries, lots and holds, and returns every
 * violation. Writes nothing, and is exact while the app is running: each check is one statement and so one snapshot. The
 * cost grows with the whole history; `verifyNew` only with what is new. With a router, all accounts are checked shard by shard.
 */
export async function verify(
  sql: Sql,
  accountId: string | "all",
  now: Date,
  router: ShardRouter | null = null,
): Promise<Violation[]> {
  const one = accountId === "all" ? null : accountId;
  const without = await entriesWithoutAccount(sql, one);
  if (one === null && router) return [...without, ...(await brokenByShard(sql, router, now))];
  const scope = { accountIds: one === null ? null : [one], from: "start" } as const;
  return [...without, ...(await brokenInvariants(sql, scope, now))];
}

/** Accounts that are read at once: enough for each shard to have many of them. */
const SLICE = 5_000;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** A statement over all accounts would be one plan over all servers: these name the accounts of one shard. */
async function brokenByShard(sql: Sql, router: ShardRouter, now: Date): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (let last = FIRST; ; ) {
    const accounts = await sql<{ id: string }>`
      SELECT id::text FROM credit_account WHERE id > ${last}::uuid ORDER BY id LIMIT ${SLICE}::integer`;
    for (const part of await byShard(router, accounts, ({ id }) => id)) {
      const accountIds = part.map(({ id }) => id);
      if (accountIds.length > 0) violations.push(...(await brokenInvariants(sql, { accountIds, from: "start" }, now)));
    }
    last = accounts.at(-1)?.id ?? last;
    if (accounts.length < SLICE) return violations;
  }
}
