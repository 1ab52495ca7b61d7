import { v7 as newId } from "uuid";
import { isPlaceholderEmail } from "@/lib/account/placeholder-email";
import { type Db, hot, prismaSql } from "@/lib/db";
import { env } from "@/lib/env";
import type { Mail } from "@/lib/generated/prisma/client";
import { jobOrigin } from "@/lib/job-origin";
import { SEND_ATTEMPTS, SEND_MAIL_TASK, SEND_PRIORITY } from "@/lib/notify/enqueue-mail";
import { renderMail } from "@/lib/notify/render-mail";
import type { MailTemplate, NewMail } from "@/lib/notify/types";

/**
 * Writes an email to the outbox and queues it, in the caller's transaction: it is sent if and only if the fact it reports
 * is committed. Once per user and source key. Opt-in emails (`refilled`) are written only for users who opted in. An
 * unverified address only receives the links that verify it, because it may belong to someone else. Returns whether the
 * email was written now.
 */
export async function queueMail(db: Db, mail: NewMail, now: Date): Promise<boolean> {
  return (await writeMails(db, await composeMails(db, [mail]), now)) > 0;
}

/** An email that is to be written, with its text. */
export type ComposedMail = Pick<Mail, "userId" | "template" | "sourceKey" | "to" | "subject" | "html" | "text">;

/** Composes those of the emails that `queueMail` would write. It takes long: hold no lock that others wait for. */
export async function composeMails(db: Db, mails: readonly NewMail[]): Promise<ComposedMail[]> {
  if (mails.length === 0) return [];
  // The same fact arrives many times, so the email is only composed when it is new.
  const wanted = await hot(prismaSql(db))<Wanted>`
    SELECT nth::integer, "user".id::text, email, email_verified IS NOT NULL AS verified
    FROM unnest(
      ${mails.map(({ userId }) => userId)}::uuid[],
      ${mails.map(({ sourceKey }) => sourceKey)}::text[],
      ${mails.map(({ template }) => template)}::text[]
    ) WITH ORDINALITY AS asked (user_id, source_key, template, nth)
    LEFT JOIN "user" ON "user".id = asked.user_id
    WHERE "user".id IS NULL OR (
      deleted_at IS NULL
      AND NOT EXISTS (SELECT FROM mail WHERE mail.user_id = asked.user_id AND mail.source_key = asked.source_key)
      AND (
        asked.template <> 'refilled'
        OR EXISTS (SELECT FROM notification_setting AS setting WHERE setting.user_id = asked.user_id AND refilled)
      )
    )
    ORDER BY nth`;
  const composed: ComposedMail[] = [];
  for (const one of wanted) {
    const mail = mails[one.nth - 1];
    if (!mail) continue;
    if (one.id === null) throw new Error(`There is no user ${mail.userId}.`);
    const { email, verified } = one;
    const { userId, template, sourceKey } = mail;
    const mayWrite = verified || env().EMAIL_VERIFICATION === "off" || PROVES_MAILBOX.has(template);
    if (!mayWrite || isPlaceholderEmail(email)) continue;
    const text = await renderMail(mail, env().APP_URL);
    composed.push({ userId, template, sourceKey, to: "to" in mail ? mail.to : email, ...text });
  }
  return composed;
}

/** Writes and queues composed emails, and returns how many were written now. */
export async function writeMails(db: Db, mails: readonly ComposedMail[], now: Date): Promise<number> {
  if (mails.length === 0) return 0;
  const column = <Value>(pick: (mail: ComposedMail) => Value): Value[] => mails.map(pick);
  // In one statement with their jobs: a sign-up and a refill wait for it.
  const written = await hot(prismaSql(db))<{ id: string }>`
    WITH written AS (
      INSERT INTO mail (id, user_id, template, source_key, "to", subject, html, text, created_at)
      SELECT id, user_id, template, source_key, recipient, subject, html, text, ${now}::timestamptz
      FROM unnest(
        ${column(() => newId())}::uuid[],
        ${column(({ userId }) => userId)}::uuid[],
        ${column(({ template }) => template)}::text[],
        ${column(({ sourceKey }) => sourceKey)}::text[],
        ${column(({ to }) => to)}::text[],
        ${column(({ subject }) => subject)}::text[],
        ${column(({ html }) => html)}::text[],
        ${column(({ text }) => text)}::text[]
      ) AS composed (id, user_id, template, source_key, recipient, subject, html, text)
      ON CONFLICT DO NOTHING
      RETURNING id
    )
    SELECT written.id::text
    FROM written
    CROSS JOIN LATERAL graphile_worker.add_job(
      ${SEND_MAIL_TASK}::text,
      payload := (jsonb_build_object('mailId', written.id) || ${jobOrigin()}::text::jsonb)::json,
      job_key := 'mail:' || written.id,
      job_key_mode := 'unsafe_dedupe',
      max_attempts := ${SEND_ATTEMPTS}::integer,
      priority := ${SEND_PRIORITY}::integer
    ) AS job`;
  return written.length;
}

type Wanted = { nth: number } & ({ id: null } | { id: string; email: string; verified: boolean });

/** Whether an email about the fact was written, for callers that would have to read much to write it again. */
export async function isMailed(db: Db, { userId, sourceKey }: Pick<NewMail, "userId" | "sourceKey">): Promise<boolean> {
  return (await db.mail.count({ where: { userId, sourceKey } })) > 0;
}

/** Links that prove access to the mailbox. A password reset is also how an owner locks out a squatter. */
export const PROVES_MAILBOX: ReadonlySet<MailTemplate> = new Set(["verify_email", "reset_password", "change_email"]);
