import { DISPOSABLE_SENTENCE, isRefusedDomain } from "@/lib/auth/email/disposable-domain";
import type { MailLimits } from "@/lib/auth/mail-limits";
import { storedLink } from "@/lib/auth/mailed-links/fill-links";
import { issueLink } from "@/lib/auth/mailed-links/issue-link";
import { emailSchema } from "@/lib/auth/schemas";
import { maskedEmail, recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

export type RequestedEmailChange =
  | { ok: true; email: string }
  /** `message` is for the user. */
  | { ok: false; reason: "invalid"; message: string }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/**
 * Sends a confirmation link to a new address; nothing changes until it is opened. Whether another account has that address
 * is not checked here: only the owner of its mailbox learns that, after opening the link.
 */
export async function requestEmailChange(
  { database, limits }: { database: Database; limits: MailLimits },
  { userId, email: typed, ip, network }: { userId: string; email: unknown; ip: string; network: string | null },
  now: Date,
): Promise<RequestedEmailChange> {
  const parsed = emailSchema.safeParse(typed);
  if (!parsed.success) return invalid(parsed.error.issues[0]?.message ?? "Enter an email address.");
  const email = parsed.data;
  if (isRefusedDomain(email)) return invalid(DISPOSABLE_SENTENCE);
  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
  if (user.email === email) return invalid("This is already your email address.");
  const attempt = await limits.take({ purpose: "change_email", to: email, ip });
  if (!attempt.ok) return { ok: false, reason: "rate_limited", retryAfterSeconds: attempt.retryAfterSeconds };

  await database.transaction(async (db) => {
    const linkId = await issueLink(db, { userId, purpose: "CHANGE_EMAIL", email }, now);
    const link = storedLink("/change-email", linkId);
    const sourceKey = `change_email:${linkId}`;
    await queueMail(db, { template: "change_email", userId, sourceKey, to: email, link }, now);
    const details = { to: maskedEmail(email) };
    await recordSecurityEvent(db, { action: "email.change_requested", userId, network, details }, now);
  });
  return { ok: true, email };
}

const invalid = (message: string) => ({ ok: false, reason: "invalid", message }) as const;
