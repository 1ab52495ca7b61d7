import { mailVerification } from "@/lib/auth/email/mail-verification";
import type { MailLimits } from "@/lib/auth/mail-limits";
import type { Database } from "@/lib/db";

export type ResentVerification =
  | { ok: true; status: "sent" | "verified_already" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/** Writes another verification email. Earlier links keep working. */
export async function resendVerification(
  { database, limits }: { database: Database; limits: MailLimits },
  { userId, ip }: { userId: string; ip: string },
  now: Date,
): Promise<ResentVerification> {
  const user = await database.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { id: true, email: true, emailVerified: true },
  });
  if (user.emailVerified) return { ok: true, status: "verified_already" };
  const attempt = await limits.take({ purpose: "verify_email", to: user.email, ip });
  if (!attempt.ok) return { ok: false, reason: "rate_limited", retryAfterSeconds: attempt.retryAfterSeconds };
  await database.transaction((db) => mailVerification(db, user, now));
  return { ok: true, status: "sent" };
}
