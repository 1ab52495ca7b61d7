import type { MailLimits, MailPurpose } from "@/lib/auth/mail-limits";
import { emailSchema } from "@/lib/auth/schemas";
import type { Database } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const MAIL_PASSWORD_RESET_TASK = "mail_password_reset";

export type PasswordResetRequest = {
  email: unknown;
  ip: string;
  network: string | null;
  /** `first_password` when the signed-in owner of the address asks; nobody else can use up those emails. */
  purpose?: Extract<MailPurpose, "reset_password" | "first_password">;
};

export type RequestedPasswordReset =
  /** The same whether or not an email is sent: only the mailbox's owner may learn that. */
  | { ok: true }
  | { ok: false; reason: "invalid"; message: string }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

/**
 * Requests a password reset link. The account is looked up by the worker (`mailPasswordReset`), so that an address with an
 * account and one without get the same response after the same work. A mailbox that has received enough of these emails
 * gets no more for a while, which is not revealed either.
 */
export async function requestPasswordReset(
  { database, limits }: { database: Database; limits: MailLimits },
  { email: typed, ip, network, purpose = "reset_password" }: PasswordResetRequest,
): Promise<RequestedPasswordReset> {
  const parsed = emailSchema.safeParse(typed);
  if (!parsed.success) {
    return { ok: false, reason: "invalid", message: parsed.error.issues[0]?.message ?? "Enter your email address." };
  }
  const attempt = await limits.take({ purpose, to: parsed.data, ip });
  if (!attempt.ok && attempt.by === "requester") {
    return { ok: false, reason: "rate_limited", retryAfterSeconds: attempt.retryAfterSeconds };
  }
  if (attempt.ok) {
    await database.sql`
      SELECT id FROM graphile_worker.add_job(
        ${MAIL_PASSWORD_RESET_TASK}::text,
        payload := (jsonb_build_object('email', ${parsed.data}::text, 'network', ${network}::text) || ${jobOrigin()}::text::jsonb)::json
      )`;
  }
  return { ok: true };
}
