import { timingSafeEqual } from "node:crypto";
import { actsAsAdmin } from "@/lib/auth/admin-access";
import type { KeyCache } from "@/lib/auth/api-keys/key-cache";
import { hashKey, prefixOf } from "@/lib/auth/api-keys/key-format";
import type { KeyRecord } from "@/lib/auth/api-keys/queries";
import { ADMIN_SCOPES } from "@/lib/auth/api-keys/scopes";
import type { Sql } from "@/lib/db";
import { log } from "@/lib/log";

const USED_EVERY_MS = 60_000;

/**
 * What a key may do; null when it is invalid, revoked or expired, or its owner is locked. Admin scopes, and service keys
 * with them, stop working when the owner loses the role or the required second factor. Records the use, at most once a minute.
 */
export async function openApiKey(
  { sql, cache }: { sql: Sql; cache: KeyCache },
  key: string,
  now: Date,
): Promise<KeyRecord | null> {
  const prefix = prefixOf(key);
  const record = prefix && (await cache.find(sql, prefix));
  if (!record || !timingSafeEqual(record.hash, hashKey(key))) return null;
  if (record.expiresAt && record.expiresAt <= now) return null;
  if (record.service && !actsAsAdmin(record)) return null;
  noteUse(sql, record, now);
  return actsAsAdmin(record)
    ? record
    : { ...record, scopes: record.scopes.filter((scope) => !ADMIN_SCOPES.includes(scope)) };
}

// In the background: no request waits for it or fails because of it.
function noteUse(sql: Sql, record: KeyRecord, now: Date): void {
  const threshold = new Date(now.getTime() - USED_EVERY_MS);
  if (record.lastUsedAt && record.lastUsedAt > threshold) return;
  record.lastUsedAt = now;
  sql`
    UPDATE api_key SET last_used_at = ${now}
    WHERE id = ${record.id}::uuid AND (last_used_at IS NULL OR last_used_at <= ${threshold})`.catch((error: unknown) =>
    log.warn({ err: error, apiKey: record.id }, "the use of a key could not be recorded"),
  );
}
