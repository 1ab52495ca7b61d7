import { storedLink } from "@/lib/auth/mailed-links/fill-links";
import { issueLink } from "@/lib/auth/mailed-links/issue-link";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database, Db } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Writes the email that `requestPasswordReset` asked for; none for an unknown, locked or deleted account. Another spelling
 * of the mailbox finds the account too. An unverified address also gets it: the account may be a squatter's, and this link
 * is how the address's owner gets in.
 */
export async function mailPasswordReset(
  { prisma, transaction }: Database,
  { email, network }: { email: string; network: string | null },
  now: Date,
): Promise<void> {
  const user = await findAccount(prisma, email);
  if (!user) return;
  await transaction(async (db) => {
    const { id: userId } = user;
    const linkId = await issueLink(db, { userId, purpose: "RESET_PASSWORD", email: user.email }, now);
    const link = storedLink("/reset-password", linkId);
    await queueMail(db, { template: "reset_password", userId, sourceKey: `reset_password:${linkId}`, link }, now);
    await recordSecurityEvent(db, { action: "password.reset_requested", userId, network }, now);
  });
}

async function findAccount(db: Db, email: string): Promise<{ id: string; email: string } | null> {
  const found = await db.user.findMany({
    where: { OR: [{ email }, { mailbox: mailboxOf(email) }], lockedAt: null, deletedAt: null },
    select: { id: true, email: true },
  });
  return found.find((user) => user.email === email) ?? found[0] ?? null;
}
