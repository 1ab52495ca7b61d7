import { type Identity, type OwnerRequest, PROVIDER_NAMES } from "@/lib/auth/oauth/identity";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

export type LinkResult = { ok: true } | { ok: false; reason: "linked_to_another" };

/**
 * Links an identity to a user who has just confirmed their own, and notifies them by email. Linking it again changes
 * nothing. `at` is the machine's time.
 */
export async function linkIdentity(
  database: Database,
  { userId, network, provider, providerAccountId }: Identity & OwnerRequest,
  at: Date,
): Promise<LinkResult> {
  return database.transaction(async (db) => {
    const { count } = await db.account.createMany({
      data: [{ userId, type: "oauth", provider, providerAccountId }],
      skipDuplicates: true,
    });
    if (count === 0) {
      const where = { provider_providerAccountId: { provider, providerAccountId } };
      const existing = await db.account.findUnique({ where, select: { userId: true } });
      return existing?.userId === userId ? { ok: true } : { ok: false, reason: "linked_to_another" };
    }
    await recordSecurityEvent(db, { action: "oauth.linked", userId, network, details: { provider } }, at);
    const notice = { what: "identity_linked", provider: PROVIDER_NAMES[provider] } as const;
    const sourceKey = `oauth-linked:${provider}:${at.toISOString()}`;
    await queueMail(db, { template: "security_notice", ...notice, userId, sourceKey }, at);
    return { ok: true };
  });
}
