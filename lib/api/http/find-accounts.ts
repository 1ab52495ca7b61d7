import type { Account } from "@/lib/api/http/account";
import type { Sql } from "@/lib/db";
import { notifications } from "@/lib/notifications";

/**
 * Finds accounts by what callers name them: account id, user id, external id or email address, in this order where
 * several match, because anyone can claim an address at sign-up. What is not found, was deleted or is about to be is not
 * in the answer.
 */
export async function findAccounts(sql: Sql, names: readonly string[]): Promise<Map<string, Account>> {
  watch();
  const isFresh = notifications().isFresh(MAX_SILENCE_MS);
  const before = changes;
  const found = new Map<string, Account>();
  for (const name of new Set(names)) {
    const known = isFresh ? byId.get(name) : undefined;
    if (known) found.set(name, known);
  }
  const unknown = [...new Set(names)].filter((name) => !found.has(name));
  if (unknown.length === 0) return found;
  for (const { name, rank, ...account } of await lookUp(sql, unknown)) {
    found.set(name, account);
    const lasts = rank <= LAST_LASTING && account.accountId !== null;
    if (lasts && isFresh && changes === before) remember(name, account);
  }
  return found;
}

type Match = Account & { name: string; rank: number };

const LAST_LASTING = 2;

function lookUp(sql: Sql, names: string[]): Promise<Match[]> {
  const ids = names.filter((name) => UUID.test(name));
  return sql<Match>`
    WITH match AS (
      SELECT ids.name, account.user_id, 1 AS rank
      FROM unnest(${ids}::text[]) AS ids (name)
      JOIN ledger_accounts() AS account ON account.id = ids.name::uuid
      UNION ALL
      SELECT ids.name, person.id, 2
      FROM unnest(${ids}::text[]) AS ids (name)
      JOIN "user" AS person ON person.id = ids.name::uuid
      UNION ALL
      SELECT names.name, person.id, 3
      FROM unnest(${names}::text[]) AS names (name)
      JOIN "user" AS person ON person.external_id = names.name
      UNION ALL
      SELECT names.name, person.id, 4
      FROM unnest(${names}::text[], ${names.map((name) => name.trim().toLowerCase())}::text[]) AS names (name, email)
      JOIN "user" AS person ON person.email = names.email
    )
    SELECT DISTINCT ON (match.name)
      match.name, match.rank, match.user_id::text AS "userId", account.id::text AS "accountId"
    FROM match
    LEFT JOIN ledger_accounts() AS account ON account.user_id = match.user_id
    WHERE NOT EXISTS (SELECT FROM account_deletion AS deletion WHERE deletion.user_id = match.user_id)
    ORDER BY match.name, match.rank`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// Whose an account is never changes, so ids are looked up once, for as long as Postgres would have told of its deletion
// (the `credentials` channel). Addresses and external ids can move.
const byId = new Map<string, Account>();
const MAX_REMEMBERED = 20_000;
const MAX_SILENCE_MS = 500;

// Counts announcements, so that what was read before one is not remembered after it.
let changes = 0;
let watching = false;

function watch(): void {
  if (watching) return;
  watching = true;
  notifications().listen({
    channel: "credentials",
    onMessage: (payload) => {
      changes += 1;
      const userId = payload.startsWith("user:") ? payload.slice("user:".length) : null;
      for (const [name, account] of byId) if (account.userId === userId) byId.delete(name);
    },
    onGap: () => {
      changes += 1;
      byId.clear();
    },
  });
}

function remember(name: string, account: Account): void {
  const [oldest] = byId.keys();
  if (byId.size >= MAX_REMEMBERED && oldest !== undefined) byId.delete(oldest);
  byId.set(name, account);
}
