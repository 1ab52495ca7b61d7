import { audit } from "@/lib/audit";
import { drawKey } from "@/lib/auth/api-keys/key-format";
import { type ApiKey, apiKeyColumns, toApiKey } from "@/lib/auth/api-keys/queries";
import { ADMIN_SCOPES, type KeyScope, SERVICE_SCOPES } from "@/lib/auth/api-keys/scopes";
import type { Role } from "@/lib/auth/types";
import type { Db } from "@/lib/db";

export type NewApiKey = {
  owner: { userId: string; role: Role };
  name: string;
  /** Default: reading and spending credits; for a service key, all of SERVICE_SCOPES. */
  scopes?: readonly KeyScope[];
  /** Acts for any account. */
  service?: boolean;
  expiresAt?: Date | null;
};

export type CreateApiKeyResult =
  /** `key` is the secret, which cannot be shown again. */
  | { ok: true; apiKey: ApiKey; key: string }
  | { ok: false; reason: "admins_only" | "service_keys_only" | "expires_in_the_past" | "too_many_keys" };

/** The maximum number of active keys per user. */
export const MAX_KEYS = 100;

/** Creates a key. Only admins can grant admin scopes. Runs in the caller's transaction. */
export async function createApiKey(db: Db, request: NewApiKey, now: Date): Promise<CreateApiKeyResult> {
  const { owner, name, expiresAt = null } = request;
  const { scopes, service } = scopesOf(request);
  if (owner.role !== "ADMIN" && scopes.some((scope) => ADMIN_SCOPES.includes(scope))) {
    return { ok: false, reason: "admins_only" };
  }
  if (!service && scopes.includes("credits:refund")) return { ok: false, reason: "service_keys_only" };
  if (expiresAt && expiresAt <= now) return { ok: false, reason: "expires_in_the_past" };
  // Concurrent requests are serialized, so that each counts the keys created before it.
  await db.$queryRaw`SELECT id FROM "user" WHERE id = ${owner.userId}::uuid FOR NO KEY UPDATE`;
  const inUse = await db.apiKey.count({ where: { userId: owner.userId, revokedAt: null } });
  if (inUse >= MAX_KEYS) return { ok: false, reason: "too_many_keys" };

  const { key, prefix, hash } = drawKey();
  const row = await db.apiKey.create({
    data: { userId: owner.userId, name, prefix, hash, scopes, service, expiresAt, createdAt: now },
    select: apiKeyColumns,
  });
  // Without the name, which the owner chose: the audit log outlives the account.
  const after = { prefix, scopes, service, expiresAt };
  const record = { action: "api_key.created", targetType: "api_key", targetId: row.id, after };
  await audit(db, { userId: owner.userId }, record, now);
  return { ok: true, apiKey: toApiKey(row), key };
}

/** Spelled out, so that a key's row lists everything it may do: `accounts:*` alone means all SERVICE_SCOPES, on any account. */
function scopesOf({ scopes, service }: NewApiKey): { scopes: KeyScope[]; service: boolean } {
  const isService = service === true || scopes?.includes("accounts:*") === true;
  const asked = (scopes ?? []).filter((scope) => scope !== "accounts:*");
  if (!isService)
    return { scopes: [...new Set(scopes ?? (["credits:read", "credits:spend"] as const))], service: false };
  return { scopes: ["accounts:*", ...new Set(asked.length > 0 ? asked : SERVICE_SCOPES)], service: true };
}
