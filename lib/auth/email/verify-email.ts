import { markVerified } from "@/lib/auth/email/mark-verified";
import { redeemLink } from "@/lib/auth/mailed-links/redeem-link";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { lockUser } from "@/lib/billing/context";
import type { Database } from "@/lib/db";

export type VerifiedEmail = { ok: true; userId: string; email: string } | { ok: false; reason: "link_over" };

/**
 * Verifies the address that a link was sent to, in any browser: holding the link is the proof. The link to an address
 * that is no longer the account's is invalid.
 */
export async function verifyEmail(
  database: Database,
  { token, network }: { token: unknown; network: string | null },
  now: Date,
): Promise<VerifiedEmail> {
  return database.transaction(async (db, sql) => {
    const link = await redeemLink(db, { token, purpose: "VERIFY_EMAIL" }, now);
    const user = link && (await lockUser(sql, link.userId));
    if (!user || user.email !== link.email) return { ok: false, reason: "link_over" };
    await markVerified(db, sql, user.id, now);
    await recordSecurityEvent(db, { action: "email.verified", userId: user.id, network }, now);
    return { ok: true, userId: user.id, email: user.email };
  });
}
