import { drawRecoveryCodes } from "@/lib/auth/second-factor/recovery-codes";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { Database } from "@/lib/db";

/** Draws ten new recovery codes; the old ones end. Null when there is no second factor for them to recover. */
export async function renewRecoveryCodes(
  database: Database,
  { userId, network = null }: { userId: string; network?: string | null },
  at: Date,
): Promise<string[] | null> {
  return database.transaction(async (db, sql) => {
    // Holds on to the factor, so that one that is turned off at the same moment leaves no codes behind.
    const [factor] = await sql`SELECT user_id FROM totp_factor WHERE user_id = ${userId}::uuid FOR UPDATE`;
    if (!factor) return null;
    const codes = await drawRecoveryCodes(db, userId);
    await recordSecurityEvent(db, { action: "recovery_codes.made", userId, network }, at);
    return codes;
  });
}
