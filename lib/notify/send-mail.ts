import { fillLinks } from "@/lib/auth/mailed-links/fill-links";
import type { Database, Db } from "@/lib/db";
import { log } from "@/lib/log";
import type { Mailer } from "@/lib/notify/mailer";

export type SendResult =
  | { ok: true; reason: "sent" | "kept" }
  /** Sent or given up before, or gone. */
  | { ok: false; reason: "not_waiting" }
  /** No mail server is set up: it waits until one is. */
  | { ok: false; reason: "no_mailer" }
  /** The server refuses it for good, or this was the last try. */
  | { ok: false; reason: "gave_up"; error: string };

export type Attempt = {
  mailer: Mailer | null;
  /** Local mode has no mail server: the outbox is where its mails are read. */
  localMode: boolean;
  isLast: boolean;
};

/**
 * Sends a mail of the outbox. Throws when a later try may succeed. A process that is killed after the server took the
 * mail and before that is written down sends it again, under the same Message-ID.
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
  log.error({ mail: mailId, err: cause }, "a mail could not be sent");
  return { ok: false, reason: "gave_up", error };
}

/** Its address and text are gone (RETENTION_DAYS, or with its account): asked for again by hand, there is nothing to send. */
class PurgedMail extends Error {
  constructor() {
    super("Its address and text were removed, so it cannot be sent again.");
  }
}

// RFC 5321, 4.2.1: a reply of 5xx to the recipient or the message will be the same next time. A refused sign-in is not
// about the mail, and somebody will put it right.
function isRefusedForGood(cause: unknown): boolean {
  if (!(cause instanceof Error) || !("responseCode" in cause) || !("code" in cause)) return false;
  const aboutTheMail = cause.code === "EENVELOPE" || cause.code === "EMESSAGE";
  return aboutTheMail && typeof cause.responseCode === "number" && cause.responseCode >= 500;
}
