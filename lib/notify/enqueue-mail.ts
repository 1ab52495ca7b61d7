import type { Sql } from "@/lib/db";

export const SEND_MAIL_TASK = "send_mail";

// The tries lie ever further apart, e to the n seconds and at most six hours: twelve of them span sixteen hours.
const ATTEMPTS = 12;
// Events that move money come first.
const AFTER_EVENTS = 10;

/** Asks the worker to send a mail; asked again while the job is there, nothing changes. */
export async function enqueueMail(sql: Sql, mailId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${SEND_MAIL_TASK}::text,
      payload := json_build_object('mailId', ${mailId}::text),
      job_key := ${`mail:${mailId}`}::text,
      job_key_mode := 'unsafe_dedupe',
      max_attempts := ${ATTEMPTS}::integer,
      priority := ${AFTER_EVENTS}::integer
    )`;
}
