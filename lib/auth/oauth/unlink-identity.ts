import type { ProviderId } from "@/lib/auth/configured-providers";
import { type OwnerRequest, PROVIDER_NAMES } from "@/lib/auth/oauth/identity";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

export type UnlinkResult = { ok: true } | { ok: false; reason: "not_linked" | "last_way_in" };

/**
 * Unlinks a provider from a user, who is notified by email; never their last way to sign in. `offered` are the configured
 * providers, as others cannot be used. `at` is the machine's time.
 */
export async function unlinkIdentity(
  database: Database,
  request: OwnerRequest & { provider: ProviderId; offered: readonly ProviderId[] },
  at: Date,
): Promise<UnlinkResult> {
  const { userId, network, provider, offered } = request;
  return database.transaction(async (db, sql) => {
    // Serialized: two providers unlinked at once would each count the other as the remaining one.
    const [user] = await sql<{ hasPassword: boolean }>`
      SELECT password_hash IS NOT NULL AS "hasPassword" FROM "user" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    const otherProviders = offered.filter((id) => id !== provider);
    const others = await db.account.count({ where: { userId, provider: { in: otherProviders } } });
    if (!user?.hasPassword && others === 0) return { ok: false, reason: "last_way_in" };
    const { count } = await db.account.deleteMany({ where: { userId, provider } });
    if (count === 0) return { ok: false, reason: "not_linked" };
    await recordSecurityEvent(db, { action: "oauth.unlinked", userId, network, details: { provider } }, at);
    const notice = { what: "identity_unlinked", provider: PROVIDER_NAMES[provider] } as const;
    const sourceKey = `oauth-unlinked:${provider}:${at.toISOString()}`;
    await queueMail(db, { template: "security_notice", ...notice, userId, sourceKey }, at);
    return { ok: true };
  });
}
