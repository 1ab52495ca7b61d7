import { markVerified } from "@/lib/auth/email/mark-verified";
import { handOverAccount } from "@/lib/auth/hand-over-account";
import { endLinks } from "@/lib/auth/mailed-links/redeem-link";
import { type Identity, PROVIDER_NAMES } from "@/lib/auth/oauth/identity";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Database } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";
import { queueMail } from "@/lib/notify/queue-mail";

export type Claim = Identity & {
  userId: string;
  /** Verified by the provider. */
  email: string;
  name: string | null;
  image: string | null;
  network: string | null;
};

/**
 * Hands an account with an unverified address to the person whose address a provider has verified. Its creator may have
 * signed up with someone else's address and waited, so every other way in ends first: password, sessions, tokens, keys,
 * linked identities, second factor. False when the address was verified a moment ago.
 */
export async function claimAddress(
  database: Database,
  { userId, provider, providerAccountId, network, ...owner }: Claim,
  { now, at }: { now: Date; at: Date },
): Promise<boolean> {
  return database.transaction(async (db, sql) => {
    const [squatted] = await sql`
      SELECT id FROM "user" WHERE id = ${userId}::uuid AND email_verified IS NULL FOR NO KEY UPDATE`;
    if (!squatted) return false;
    await handOverAccount(db, userId, now);
    await endLinks(db, userId, now);
    await endSessions(db, { userId }, at);
    await db.user.update({
      where: { id: userId },
      data: { ...owner, mailbox: mailboxOf(owner.email), passwordHash: null },
    });
    await markVerified(db, sql, userId, now);
    await db.account.create({ data: { userId, type: "oauth", provider, providerAccountId } });
    await recordSecurityEvent(db, { action: "oauth.address_claimed", userId, network, details: { provider } }, at);
    const notice = { what: "address_claimed", provider: PROVIDER_NAMES[provider] } as const;
    const sourceKey = `oauth-claimed:${at.toISOString()}`;
    await queueMail(db, { template: "security_notice", ...notice, userId, sourceKey }, now);
    return true;
  });
}
