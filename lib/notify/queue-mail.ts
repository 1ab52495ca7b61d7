import { v7 as newId } from "uuid";
import { type Db, prismaSql } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueMail } from "@/lib/notify/enqueue-mail";
import { renderMail } from "@/lib/notify/render-mail";
import type { MailTemplate, NewMail } from "@/lib/notify/types";

/**
 * Writes a mail into the outbox and asks for it to be sent, in the caller's transaction: the mail goes out if and only
 * if the fact it tells of is committed. Once per user and source key; mails that are opted in to (`refilled`) are
 * written only for those who did. An address that its owner has not verified gets nothing but the links that do: it may
 * be somebody else's. Returns whether it was written now.
 */
export async function queueMail(db: Db, mail: NewMail, now: Date): Promise<boolean> {
  const { userId, sourceKey, template } = mail;
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      email: true,
      deletedAt: true,
      emailVerified: true,
      notificationSetting: { select: { refilled: true } },
      mails: { where: { sourceKey }, select: { id: true } },
    },
  });
  if (user.deletedAt) return false;
  // Facts are heard of many times: what is written already is not put together again.
  if (user.mails.length > 0 || (template === "refilled" && !user.notificationSetting?.refilled)) return false;
  const mayWrite = user.emailVerified !== null || env().EMAIL_VERIFICATION === "off" || PROVES_MAILBOX.has(template);
  if (!mayWrite) return false;
  const id = newId();
  const rendered = await renderMail(mail, env().APP_URL);
  const { count } = await db.mail.createMany({
    data: [{ id, userId, template, sourceKey, to: "to" in mail ? mail.to : user.email, createdAt: now, ...rendered }],
    skipDuplicates: true,
  });
  if (count > 0) await enqueueMail(prismaSql(db), id);
  return count > 0;
}

/** Links that show whose the mailbox is; the one that resets a password is how an owner ends what a squatter began. */
const PROVES_MAILBOX: ReadonlySet<MailTemplate> = new Set(["verify_email", "reset_password", "change_email"]);
