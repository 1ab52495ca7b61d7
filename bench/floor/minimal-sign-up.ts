import { randomUUID } from "node:crypto";
import type pg from "pg";
import { type Candidate, looped } from "@/bench/measure";

// What a sign-up leaves behind, in one statement: the user, the account, the link, an email of the usual size, and its job.
const MINIMAL = `
  WITH joined AS (
    INSERT INTO "user" (id, email, mailbox, password_hash, updated_at) VALUES ($1, $2, $2, 'none', now()) RETURNING id
  ), account AS (
    INSERT INTO credit_account (id, updated_at) SELECT id, now() FROM joined
  ), link AS (
    INSERT INTO security_token (id, user_id, purpose, hash, email, expires_at, created_at)
    SELECT $1, id, 'VERIFY_EMAIL', sha256($2::text::bytea), $2, now() + interval '1 day', now() FROM joined
  ), letter AS (
    INSERT INTO mail (id, user_id, template, source_key, "to", subject, html, text, created_at)
    SELECT $1, id, 'verify_email', $2, $2, 'Verify your email address', repeat('html ', 700), repeat('text ', 100), now()
    FROM joined RETURNING id
  )
  SELECT graphile_worker.add_job('send_mail', json_build_object('mailId', id), job_key := 'mail:' || id) FROM letter`;

/** The least that a sign-up without its password can do: the same rows, in one prepared statement. */
export function minimalSignUp(pool: pg.Pool): Candidate {
  return looped(() => {
    const id = randomUUID();
    return pool.query({ name: "minimal_sign_up", text: MINIMAL, values: [id, `${id}@example.com`] });
  });
}
