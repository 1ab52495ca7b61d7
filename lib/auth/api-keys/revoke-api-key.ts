import { type Actor, audit } from "@/lib/audit";
import { type ApiKey, apiKeyColumns, toApiKey } from "@/lib/auth/api-keys/queries";
import type { Db } from "@/lib/db";

/** Revokes a key in every process. Null when this user has no such key; revoking it again changes nothing. */
export async function revokeApiKey(
  db: Db,
  { userId, id }: { userId: string; id: string },
  now: Date,
): Promise<ApiKey | null> {
  const { count } = await db.apiKey.updateMany({ where: { id, userId, revokedAt: null }, data: { revokedAt: now } });
  if (count > 0) {
    await audit(db, { userId }, { action: "api_key.revoked", targetType: "api_key", targetId: id }, now);
  }
  const row = await db.apiKey.findFirst({ where: { id, userId }, select: apiKeyColumns });
  return row && toApiKey(row);
}

type KeysToRevoke = {
  userId: string;
  /** An admin, or a command. */
  actor: Actor;
  /** One key, by its id or prefix; otherwise all of the user's keys, including service keys. */
  only?: string;
};

/** Revokes a user's keys in every process. Returns how many were active. Runs in the caller's transaction. */
export async function revokeAllApiKeys(db: Db, { userId, actor, only }: KeysToRevoke, now: Date): Promise<number> {
  const keys = await db.apiKey.findMany({ where: { userId, revokedAt: null }, select: { id: true, prefix: true } });
  const chosen = keys.filter(({ id, prefix }) => only === undefined || only === id || only === prefix);
  for (const { id } of chosen) {
    await db.apiKey.update({ where: { id }, data: { revokedAt: now } });
    await audit(db, actor, { action: "api_key.revoked", targetType: "api_key", targetId: id }, now);
  }
  return chosen.length;
}
