import { fillLinks } from "@/lib/auth/mailed-links/fill-links";
import type { Database, Db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Mailer } from "@/lib/notify/mailer";

export type SendResult =
  | { ok: true; reason: "sent" | "kept" }
  /** Already sent or given up, or deleted. */
  | { ok: false; reason: "not_waiting" }
  /** No mail server is configured: it waits until one is. */
  | { ok: false; reason: "no_mailer" }
  /** The server refused it permanently, or this was the last attempt. */
  | { ok: false; reason: "gave_up"; error: string };

export type Attempt = {
  mailer: Mailer | null;
  /** Local mode has no mail server: emails are read in the outbox. */
  localMode: boolean;
  isLast: boolean;
};

/**
 * Sends an email from the outbox. Throws when a later attempt may succeed. A process that is killed after the server
 * accepted the email and before that is recorded sends it again, under the same Message-ID.
 */
export async function sendMail(
  { prisma: db }: Database,
  mailId: string,
  attempt: Attempt,
  now: Date,
): Promise<SendResult> {
  const mail = await db.mail.findUnique({ where: { id: mailId } });
  if (mail?.status !== "QUEUED") return { ok: false, reason: "not_waiting" };
  if (mail.to === "") return failed(db, mailId, new PurgedMail(), true);
  const { mailer, localMode } = attempt;
  if (!mailer && !localMode) return { ok: false, reason: "no_mailer" };
  try {
    await mailer?.send(fillLinks(mail));
  } catch (error) {
    return failed(db, mailId, error, attempt.isLast);
  }
  await db.mail.update({
    where: { id: mailId },
    data: { status: "SENT", sentAt: now, error: null, attempts: { increment: 1 } },
  });
  return { ok: true, reason: mailer ? "sent" : "kept" };
}

async function failed(db: Db, mailId: string, cause: unknown, isLast: boolean): Promise<SendResult> {
  const error = cause instanceof Error ? cause.message : String(cause);
  const giveUp = isLast || isRefusedForGood(cause);
  await db.mail.update({
    where: { id: mailId },
    data: { status: giveUp ? "FAILED" : "QUEUED", error, attempts: { increment: 1 } },
  });
  if (!giveUp) throw cause;
  log.error({ mail: mailId, err: cause }, "an email could not be sent");
  return { ok: false, reason: "gave_up", error };
}

/** Its address and text were removed (RETENTION_DAYS, or with its account), so there is nothing to send. */
class PurgedMail extends Error {
  constructor() {
    super("Its address and text were removed, so it cannot be sent again.");
  }
}

// RFC 5321, 4.2.1: a 5xx reply to the recipient or the message is permanent. A refused sign-in at the server is not
// about the email, and an operator will fix it.
function isRefusedForGood(cause: unknown): boolean {
  if (!(cause instanceof Error) || !("responseCode" in cause) || !("code" in cause)) return false;
  const aboutTheMail = cause.code === "EENVELOPE" || cause.code === "EMESSAGE";
  return aboutTheMail && typeof cause.responseCode === "number" && cause.responseCode >= 500;
}
