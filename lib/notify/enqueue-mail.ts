import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";

export const SEND_MAIL_TASK = "send_mail";

/** The delays grow as e^n seconds up to six hours: twelve tries span sixteen hours. */
export const SEND_ATTEMPTS = 12;
/** Events that move money have priority. */
export const SEND_PRIORITY = 10;

/** Queues an email. Queuing it again while the job exists changes nothing. */
export async function enqueueMail(sql: Sql, mailId: string): Promise<void> {
  await sql`
    SELECT id
    FROM graphile_worker.add_job(
      ${SEND_MAIL_TASK}::text,
      payload := (jsonb_build_object('mailId', ${mailId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := 'mail:' || ${mailId}::text,
      job_key_mode := 'unsafe_dedupe',
      max_attempts := ${SEND_ATTEMPTS}::integer,
      priority := ${SEND_PRIORITY}::integer
    )`;
}
