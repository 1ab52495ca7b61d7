import { isKeyScope, type KeyScope } from "@/lib/auth/api-keys/scopes";
import type { Role } from "@/lib/auth/types";
import type { Db, Sql } from "@/lib/db";

/** A key as its owner sees it, without the secret. */
export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  scopes: KeyScope[];
  service: boolean;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
};

/** What authentication needs to know about a key and its owner. */
export type KeyRecord = {
  id: string;
  prefix: string;
  hash: Uint8Array;
  scopes: KeyScope[];
  service: boolean;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  userId: string;
  role: Role;
  hasSecondFactor: boolean;
  accountId: string | null;
  /** The owner's free plan is dormant: it is refilled when the account is used. */
  isDormant: boolean;
};

/** The key with this prefix; null when it does not exist, is revoked, or its owner is locked. */
export async function findKey(sql: Sql, prefix: string): Promise<KeyRecord | null> {
  const [row] = await sql<Omit<KeyRecord, "scopes"> & { scopes: string[] }>`
    SELECT
      k.id::text, k.prefix, k.hash, k.scopes, k.service, k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt",
      u.id::text AS "userId", u.role::text AS role, t.confirmed_at IS NOT NULL AS "hasSecondFactor", ledger_account_of(u.id)::text AS "accountId",
      d.user_id IS NOT NULL AS "isDormant"
    FROM api_key k
    JOIN "user" u ON u.id = k.user_id
    LEFT JOIN dormancy d ON d.user_id = u.id AND d.ended_at IS NULL
    LEFT JOIN totp_factor t ON t.user_id = u.id
    WHERE k.prefix = ${prefix} AND k.revoked_at IS NULL AND u.locked_at IS NULL AND u.deleted_at IS NULL`;
  return row ? { ...row, scopes: row.scopes.filter(isKeyScope) } : null;
}

export type KeyPage = { data: ApiKey[]; nextCursor: string | null };

/** A user's keys, newest first, including revoked ones; `cursor` is the id of the last one seen. */
export async function listApiKeys(db: Db, userId: string, page: { limit: number; cursor?: string }): Promise<KeyPage> {
  const rows = await db.apiKey.findMany({
    where: { userId, ...(page.cursor !== undefined && { id: { lt: page.cursor } }) },
    orderBy: { id: "desc" },
    take: page.limit + 1,
    select: apiKeyColumns,
  });
  const data = rows.slice(0, page.limit).map(toApiKey);
  return { data, nextCursor: rows.length > page.limit ? (data.at(-1)?.id ?? null) : null };
}

export type KeyOverview = {
  /** Every key that is not revoked, expired ones too, newest first. */
  active: ApiKey[];
  /** The latest revoked ones. */
  revoked: ApiKey[];
};

const REVOKED_SHOWN = 10;

/** A user's keys for the settings page. */
export async function keyOverview(db: Db, userId: string): Promise<KeyOverview> {
  const [active, revoked] = await Promise.all([
    db.apiKey.findMany({ where: { userId, revokedAt: null }, orderBy: { id: "desc" }, select: apiKeyColumns }),
    db.apiKey.findMany({
      where: { userId, revokedAt: { not: null } },
      orderBy: [{ revokedAt: "desc" }, { id: "desc" }],
      take: REVOKED_SHOWN,
      select: apiKeyColumns,
    }),
  ]);
  return { active: active.map(toApiKey), revoked: revoked.map(toApiKey) };
}

export const apiKeyColumns = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  service: true,
  expiresAt: true,
  lastUsedAt: true,
  revokedAt: true,
  createdAt: true,
} as const;

export function toApiKey(row: Omit<ApiKey, "scopes"> & { scopes: string[] }): ApiKey {
  return { ...row, scopes: row.scopes.filter(isKeyScope) };
}
