import { v7 as newId } from "uuid";
import { hashOf, secretOf } from "@/lib/auth/mailed-links/secret";
import type { LinkPurpose } from "@/lib/auth/mailed-links/types";
import type { Db } from "@/lib/db";
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
  const hash = hashOf(secretOf(id));
  await db.securityToken.create({ data: { id, userId, purpose, hash, email, expiresAt, createdAt: now } });
  return id;
}
