import { v7 as newId } from "uuid";
import { isPlaceholderEmail } from "@/lib/account/placeholder-email";
import { type Db, prismaSql } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueMail } from "@/lib/notify/enqueue-mail";
import { renderMail } from "@/lib/notify/render-mail";
import type { MailTemplate, NewMail } from "@/lib/notify/types";

/**
 * Writes an email to the outbox and queues it, in the caller's transaction: it is sent if and only if the fact it reports
 * is committed. Once per user and source key. Opt-in emails (`refilled`) are written only for users who opted in. An
 * unverified address only receives the links that verify it, because it may belong to someone else. Returns whether the
 * email was written now.
 */
export async function queueMail(db: Db, mail: NewMail, now: Date): Promise<boolean> {
  const { userId, sourceKey, template } = mail;
  const [user] = await prismaSql(db)<Recipient>`
    SELECT email, deleted_at IS NOT NULL AS deleted, email_verified IS NOT NULL AS verified,
      EXISTS (SELECT FROM notification_setting WHERE user_id = "user".id AND refilled) AS "wantsRefills",
      EXISTS (SELECT FROM mail WHERE user_id = "user".id AND source_key = ${sourceKey}::text) AS written
    FROM "user"
    WHERE id = ${userId}::uuid`;
  if (!user) throw new Error(`There is no user ${userId}.`);
  if (user.deleted || isPlaceholderEmail(user.email)) return false;
  // The same fact arrives many times, so the email is only composed when it is new.
  if (user.written || (template === "refilled" && !user.wantsRefills)) return false;
  const mayWrite = user.verified || env().EMAIL_VERIFICATION === "off" || PROVES_MAILBOX.has(template);
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

type Recipient = { email: string; deleted: boolean; verified: boolean; wantsRefills: boolean; written: boolean };

/** Whether an email about the fact was written, for callers that would have to read much to write it again. */
export async function isMailed(db: Db, { userId, sourceKey }: Pick<NewMail, "userId" | "sourceKey">): Promise<boolean> {
  return (await db.mail.count({ where: { userId, sourceKey } })) > 0;
}

/** Links that prove access to the mailbox. A password reset is also how an owner locks out a squatter. */
export const PROVES_MAILBOX: ReadonlySet<MailTemplate> = new Set(["verify_email", "reset_password", "change_email"]);
