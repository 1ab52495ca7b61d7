import type { Sql } from "@/lib/db";

/** Whose account it is; `accountId` is null for a user who was never given one. */
export type Found = { userId: string; accountId: string | null };

/**
 * Finds accounts by what callers name them: account id, user id, external id or email address, in this order where
 * several match, because anyone can claim an address at sign-up. What is not found is not in the answer.
 */
export async function findAccounts(sql: Sql, names: readonly string[]): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  for (const name of new Set(names)) {
    const known = byId.get(name);
    if (known) found.set(name, known);
  }
  const unknown = [...new Set(names)].filter((name) => !found.has(name));
  if (unknown.length === 0) return found;
  for (const { name, rank, ...account } of await lookUp(sql, unknown)) {
    found.set(name, account);
    if (rank <= LAST_LASTING && account.accountId !== null) remember(name, account);
  }
  return found;
}

type Match = Found & { name: string; rank: number };

const LAST_LASTING = 2;

function lookUp(sql: Sql, names: string[]): Promise<Match[]> {
  const ids = names.filter((name) => UUID.test(name));
  return sql<Match>`
    WITH match AS (
      SELECT ids.name, account.user_id, 1 AS rank
      FROM unnest(${ids}::text[]) AS ids (name)
      JOIN credit_account AS account ON account.id = ids.name::uuid
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
    LEFT JOIN credit_account AS account ON account.user_id = match.user_id
    ORDER BY match.name, match.rank`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// Whose an account is never changes, so ids are looked up once; addresses and external ids can move.
const byId = new Map<string, Found>();
const MAX_REMEMBERED = 20_000;

function remember(name: string, account: Found): void {
  const [oldest] = byId.keys();
  if (byId.size >= MAX_REMEMBERED && oldest !== undefined) byId.delete(oldest);
  byId.set(name, account);
}
