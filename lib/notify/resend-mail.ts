import { v7 as newId } from "uuid";
import { isPlaceholderEmail } from "@/lib/account/placeholder-email";
import { type Actor, audit } from "@/lib/audit";
import { type Database, prismaSql } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueMail } from "@/lib/notify/enqueue-mail";
import { PROVES_MAILBOX } from "@/lib/notify/queue-mail";
import type { MailTemplate } from "@/lib/notify/types";

export type MailResent =
  | { ok: true }
  | { ok: false; reason: "unknown_mail" | "missing_reason" }
  /** Its address and text were removed (RETENTION_DAYS). */
  | { ok: false; reason: "purged" }
  /** It has a link that signs in or proves an address, and works once. */
  | { ok: false; reason: "has_link" }
  /** It, or a copy of it, is still to be sent. */
  | { ok: false; reason: "still_waiting" }
  /** The account was deleted, has no address, or one that is not verified. */
  | { ok: false; reason: "no_address" };

/**
 * Sends an email of a user again, as it was, by an admin: to their present address, by the rules for any other email.
 * Emails with a link are not sent again: a new one is asked for, or sent with the act for it.
 */
export async function resendMail(
  database: Database,
  actor: Actor,
  { userId, mailId, reason }: { userId: string; mailId: string; reason: string },
  now: Date,
): Promise<MailResent> {
  if (reason.trim() === "") return { ok: false, reason: "missing_reason" };
  return database.transaction<MailResent>(async (db) => {
    // Serialized, so that two admins at once send one copy.
    await db.$queryRaw`SELECT id FROM mail WHERE id = ${mailId}::uuid FOR UPDATE`;
    const mail = await db.mail.findFirst({ where: { id: mailId, userId }, include: { user: true } });
    if (!mail) return { ok: false, reason: "unknown_mail" };
    const { template, subject, html, text, user } = mail;
    if (PROVES_MAILBOX.has(template as MailTemplate)) return { ok: false, reason: "has_link" };
    if (mail.to === "") return { ok: false, reason: "purged" };
    const isVerified = user.emailVerified !== null || env().EMAIL_VERIFICATION === "off";
    if (user.deletedAt || isPlaceholderEmail(user.email) || !isVerified) return { ok: false, reason: "no_address" };
    const copies = await db.mail.findMany({
      where: { userId, sourceKey: { startsWith: `resent:${mailId}:` } },
      select: { status: true },
    });
    if ([mail, ...copies].some(({ status }) => status === "QUEUED")) return { ok: false, reason: "still_waiting" };
    const id = newId();
    const sourceKey = `resent:${mailId}:${copies.length + 1}`;
    const copy = { id, userId, template, sourceKey, to: user.email, subject, html, text, createdAt: now };
    await db.mail.create({ data: copy });
    await enqueueMail(prismaSql(db), id);
    const after = { mail: id, of: mailId, template };
    const record = { action: "mail.resent", targetType: "user", targetId: userId, reason: reason.trim(), after };
    await audit(db, actor, record, now);
    return { ok: true };
  });
}
