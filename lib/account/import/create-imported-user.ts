import { audit } from "@/lib/audit";
import type { Database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";
import { mailboxOf } from "@/lib/mailbox";

/**
 * Creates a user for a Stripe customer: without a password, with an unverified address, and without any email. "Forgot
 * password" is how its owner signs in for the first time, which verifies the address. Returns the id; null when the
 * address or its mailbox was taken a moment ago.
 */
export async function createImportedUser(
  database: Database,
  { email, name }: { email: string; name: string | null },
  now: Date,
): Promise<string | null> {
  return database.transaction(async (db, sql) => {
    const data = [{ email, name, mailbox: mailboxOf(email), createdAt: now }];
    const [user] = await db.user.createManyAndReturn({ data, skipDuplicates: true });
    if (!user) return null;
    await openAccount(sql, user.id, now);
    const target = { targetType: "user", targetId: user.id };
    await audit(db, { userId: null }, { action: "user.created", ...target, after: { isImported: true } }, now);
    return user.id;
  });
}
