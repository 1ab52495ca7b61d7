import { v7 as newId } from "uuid";
import { hashOf, secretOf } from "@/lib/auth/mailed-links/secret";
import type { LinkPurpose } from "@/lib/auth/mailed-links/types";
import { type Db, hot, prismaSql } from "@/lib/db";
import { MINUTE_MS } from "@/lib/time";

/** How long a link is valid. */
export const LINK_MINUTES: Record<LinkPurpose, number> = {
  VERIFY_EMAIL: 24 * 60,
  RESET_PASSWORD: 30,
  CHANGE_EMAIL: 60,
};

/**
 * Creates a single-use link and returns its id, for the email to `email` written in the same transaction. Earlier links
 * keep working, so that a stranger who requests another cannot invalidate the one in the owner's mailbox.
 */
export async function issueLink(
  db: Db,
  { userId, purpose, email }: { userId: string; purpose: LinkPurpose; email: string },
  now: Date,
): Promise<string> {
  const id = newId();
  const expiresAt = new Date(now.getTime() + LINK_MINUTES[purpose] * MINUTE_MS);
  const hash = Buffer.from(hashOf(secretOf(id))).toString("hex");
  await hot(prismaSql(db))`
    INSERT INTO security_token (id, user_id, purpose, hash, email, expires_at, created_at)
    VALUES (
      ${id}::uuid, ${userId}::uuid, ${purpose}::security_token_purpose, decode(${hash}::text, 'hex'), ${email}::text,
      ${expiresAt}::timestamptz, ${now}::timestamptz
    )
    RETURNING id`;
  return id;
}
