import { drawRecoveryCodes } from "@/lib/auth/second-factor/recovery-codes";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database } from "@/lib/db";

/** Generates ten new recovery codes and invalidates the old ones. Null when there is no second factor. */
export async function renewRecoveryCodes(
  database: Database,
  { userId, network = null }: { userId: string; network?: string | null },
  at: Date,
): Promise<string[] | null> {
  return database.transaction(async (db, sql) => {
    // Locks the factor, so that one that is turned off at the same moment leaves no codes behind.
    const [factor] = await sql`SELECT user_id FROM totp_factor WHERE user_id = ${userId}::uuid FOR UPDATE`;
    if (!factor) return null;
    const codes = await drawRecoveryCodes(db, userId);
    await recordSecurityEvent(db, { action: "recovery_codes.made", userId, network }, at);
    return codes;
  });
}
