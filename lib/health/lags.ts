import type { Sql } from "@/lib/db";

/** What waits, and for how long. By the database's clock, which is the queue's, also while the app's is moved. */
export type Lags = {
  /** Jobs that are due and not begun, and the age of the first of them in seconds. */
  jobsDue: number;
  jobLagSeconds: number;
  jobsFailed: number;
  /** Webhook events that are not settled, and the age of the oldest in seconds since it arrived or was replayed. */
  eventsWaiting: number;
  eventLagSeconds: number;
  eventsFailed: number;
  /** When the newest event arrived, by the app's clock. */
  lastEventAt: Date | null;
  mailsWaiting: number;
  mailLagSeconds: number;
  /** Emails given up in the last seven days. */
  mailsFailed: number;
};

/** Reads the lags in one statement. `now` is the app's time, which emails are written by. */
export async function readLags(sql: Sql, now: Date): Promise<Lags> {
  const [row] = await sql<Record<Exclude<keyof Lags, "lastEventAt">, bigint | number> & Pick<Lags, "lastEventAt">>`
    SELECT * FROM (
      SELECT count(*) FILTER (WHERE run_at <= now() AND attempts < max_attempts) AS "jobsDue",
        coalesce(extract(epoch FROM now() - min(run_at) FILTER (WHERE run_at <= now() AND attempts < max_attempts)), 0)::float8
          AS "jobLagSeconds",
        count(*) FILTER (WHERE attempts >= max_attempts) AS "jobsFailed"
      FROM graphile_worker.jobs WHERE locked_at IS NULL) AS jobs,
    (
      SELECT count(*) AS "eventsWaiting", count(*) FILTER (WHERE status = 'FAILED') AS "eventsFailed",
        coalesce(extract(epoch FROM now() - min(queued_at)), 0)::float8 AS "eventLagSeconds"
      FROM webhook_event WHERE status IN ('PENDING', 'FAILED')) AS events,
    (SELECT (SELECT received_at FROM webhook_event ORDER BY received_at DESC, id DESC LIMIT 1) AS "lastEventAt") AS last,
    (
      SELECT count(*) AS "mailsWaiting",
        coalesce(extract(epoch FROM ${now}::timestamptz - min(created_at)), 0)::float8 AS "mailLagSeconds"
      FROM mail WHERE status = 'QUEUED') AS mails,
    (
      SELECT count(*) AS "mailsFailed" FROM mail
      WHERE status = 'FAILED' AND created_at > ${now}::timestamptz - interval '7 days') AS failed`;
  if (!row) throw new Error("The lags were not read.");
  const seconds = (value: bigint | number) => Math.max(0, Math.round(Number(value)));
  return {
    ...{ jobsDue: Number(row.jobsDue), jobLagSeconds: seconds(row.jobLagSeconds), jobsFailed: Number(row.jobsFailed) },
    ...{ eventsWaiting: Number(row.eventsWaiting), eventLagSeconds: seconds(row.eventLagSeconds) },
    ...{ eventsFailed: Number(row.eventsFailed), lastEventAt: row.lastEventAt },
    ...{ mailsWaiting: Number(row.mailsWaiting), mailLagSeconds: seconds(row.mailLagSeconds) },
    mailsFailed: Number(row.mailsFailed),
  };
}
