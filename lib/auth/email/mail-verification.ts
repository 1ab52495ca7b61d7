import { storedLink } from "@/lib/auth/mailed-links/fill-links";
import { issueLink } from "@/lib/auth/mailed-links/issue-link";
import { freeCreditsPerMonth } from "@/lib/catalog/free-credits";
import { type Db, prismaSql } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

/** Writes the email with the verification link, in the caller's transaction. */
export async function mailVerification(
  db: Db,
  { id: userId, email }: { id: string; email: string },
  now: Date,
): Promise<void> {
  const linkId = await issueLink(db, { userId, purpose: "VERIFY_EMAIL", email }, now);
  const credits = await freeCreditsPerMonth(prismaSql(db));
  const link = storedLink("/verify-email", linkId);
  await queueMail(db, { template: "verify_email", userId, sourceKey: `verify_email:${linkId}`, credits, link }, now);
}
