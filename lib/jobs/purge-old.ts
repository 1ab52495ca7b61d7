import { deleteExpired } from "@/lib/auth/sessions/delete-expired";
import type { Database } from "@/lib/db";
import { env } from "@/lib/env";
import { type Purged, purge } from "@/lib/retention/purge";

/** How many rows went, of each kind. */
export type PurgedOld = Awaited<ReturnType<typeof deleteExpired>> & Purged;

/**
 * Removes what is past its time: sessions, devices and links that ended, and personal data older than RETENTION_DAYS.
 * `now` is the app's time; sessions have the machine's.
 */
export async function purgeOld(database: Pick<Database, "prisma" | "sql">, now: Date): Promise<PurgedOld> {
  const expired = await deleteExpired(database.prisma, new Date());
  return { ...expired, ...(await purge(database, env().RETENTION_DAYS, now)) };
}
