import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const SEND_MAIL_TASK = "send_mail";

// The delays grow as e^n seconds up to six hours: twelve tries span sixteen hours.
const ATTEMPTS = 12;
// Events that move money have priority.
const AFTER_EVENTS = 10;

/** Queues an email. Queuing it again while the job exists changes nothing. */
export async function enqueueMail(sql: Sql, mailId: string): Promise<void> {
  await enqueueMails(sql, [mailId]);
}

/** The same for many emails. */
export async function enqueueMails(sql: Sql, mailIds: readonly string[]): Promise<void> {
  if (mailIds.length === 0) return;
  await sql`
    SELECT job.id
    FROM unnest(${mailIds}::text[]) AS mail (id)
    CROSS JOIN LATERAL graphile_worker.add_job(
      ${SEND_MAIL_TASK}::text,
      payload := (jsonb_build_object('mailId', mail.id) || ${jobOrigin()}::text::jsonb)::json,
      job_key := 'mail:' || mail.id,
      job_key_mode := 'unsafe_dedupe',
      max_attempts := ${ATTEMPTS}::integer,
      priority := ${AFTER_EVENTS}::integer
    ) AS job`;
}
