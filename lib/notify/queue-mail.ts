import { v7 as newId } from "uuid";
import { type Db, prismaSql } from "@/lib/db";
import { env } from "@/lib/env";
import { enqueueMail } from "@/lib/notify/enqueue-mail";
import { renderMail } from "@/lib/notify/render-mail";
import type { NewMail } from "@/lib/notify/types";

/**
 * Writes a mail into the outbox and asks for it to be sent, in the caller's transaction: the mail goes out if and only
 * if the fact it tells of is committed. Once per user and source key; mails that are opted in to (`refilled`) are
 * written only for those who did.
 */
export async function queueMail(db: Db, mail: NewMail, now: Date): Promise<void> {
  const { userId, sourceKey, template } = mail;
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: {
      email: true,
      deletedAt: true,
      notificationSetting: { select: { refilled: true } },
      mails: { where: { sourceKey }, select: { id: true } },
    },
  });
  if (user.deletedAt) return;
  // Facts are heard of many times: what is written already is not put together again.
  if (user.mails.length > 0 || (template === "refilled" && !user.notificationSetting?.refilled)) return;
  const id = newId();
  const rendered = await renderMail(mail, env().APP_URL);
  const { count } = await db.mail.createMany({
    data: [{ id, userId, template, sourceKey, to: user.email, createdAt: now, ...rendered }],
    skipDuplicates: true,
  });
  if (count > 0) await enqueueMail(prismaSql(db), id);
}
