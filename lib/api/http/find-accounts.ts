import type { Account } from "@/lib/api/http/account";
import { usersIn } from "@/lib/auth/credentials-channel";
import type { Sql } from "@/lib/db";
import { notifications } from "@/lib/notifications";
import { oncePerProcess } from "@/lib/once-per-process";

/**
 * Finds accounts by id, former id, external id or email address. If several match, the first in this order counts, because
 * anyone can sign up with any address. Accounts that do not exist, were deleted or are about to be are
 * left out.
 */
export async function findAccounts(sql: Sql, names: readonly string[]): Promise<Map<string, Account>> {
  const kept = remembered();
  const isFresh = notifications().isFresh(MAX_SILENCE_MS);
  const before = kept.changes;
  const found = new Map<string, Account>();
  for (const name of new Set(names)) {
    const known = isFresh ? kept.byId.get(name) : undefined;
    if (known) found.set(name, known);
  }
  const unknown = [...new Set(names)].filter((name) => !found.has(name));
  if (unknown.length === 0) return found;
  for (const { name, rank, ...account } of await lookUp(sql, unknown)) {
    found.set(name, account);
    const lasts = rank <= LAST_LASTING && account.accountId !== null;
    if (lasts && isFresh && kept.changes === before) remember(name, account);
  }
  return found;
}

type Match = Account & { name: string; rank: number };

const LAST_LASTING = 2;

function lookUp(sql: Sql, names: string[]): Promise<Match[]> {
  const ids = names.filter((name) => UUID.test(name));
  return sql<Match>`
    WITH match AS (
      SELECT ids.name, person.id AS user_id, 1 AS rank
      FROM unnest(${ids}::text[]) AS ids (name)
      JOIN "user" AS person ON person.id = ids.name::uuid
      UNION ALL
      SELECT ids.name, former.user_id, 2
      FROM unnest(${ids}::text[]) AS ids (name)
      JOIN former_account_id AS former ON former.id = ids.name::uuid
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
      match.name, match.rank, match.user_id::text AS "userId", ledger_account_of(match.user_id)::text AS "accountId",
      dormancy.user_id IS NOT NULL AS "isDormant"
    FROM match
    LEFT JOIN dormancy ON dormancy.user_id = match.user_id AND dormancy.ended_at IS NULL
    WHERE NOT EXISTS (SELECT FROM account_deletion AS deletion WHERE deletion.user_id = match.user_id)
    ORDER BY match.name, match.rank`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const MAX_REMEMBERED = 20_000;
const MAX_SILENCE_MS = 500;

/**
 * The owner of an account never changes, so ids are cached until a notification on the channel `credentials` says that
 * the user changed or was deleted, or that the account became dormant or is used again. Email addresses and external ids can change and are not cached. `changes` counts
 * notifications, so that a result read before one is not cached after it.
 */
const remembered = oncePerProcess("accountsById", () => {
  const kept = { byId: new Map<string, Account>(), changes: 0 };
  notifications().listen({
    channel: "credentials",
    onMessage: (payload) => {
      kept.changes += 1;
      const userIds = usersIn(payload);
      if (userIds.size === 0) return;
      for (const [name, account] of kept.byId) if (userIds.has(account.userId)) kept.byId.delete(name);
    },
    onGap: () => {
      kept.changes += 1;
      kept.byId.clear();
    },
  });
  return kept;
});

function remember(name: string, account: Account): void {
  const { byId } = remembered();
  const [oldest] = byId.keys();
  if (byId.size >= MAX_REMEMBERED && oldest !== undefined) byId.delete(oldest);
  byId.set(name, account);
}
