import { audit } from "@/lib/audit";
import { type ApiKey, apiKeyColumns, toApiKey } from "@/lib/auth/api-keys/queries";
import type { Db } from "@/lib/db";

/** Ends a key for good, in every process. Null when this person has no such key; ending it again changes nothing. */
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
