import { deleteExpired } from "@/lib/auth/sessions/delete-expired";
import { purgeRefused } from "@/lib/billing/refused-spends/queries";
import type { Database } from "@/lib/db";
import { env } from "@/lib/env";
import { purgeBudgetUses } from "@/lib/ledger/budgets/manage-budgets";
import { inBatches } from "@/lib/retention/in-batches";
import { type Purged, purge } from "@/lib/retention/purge";

/** The number of deleted rows of each kind. */
export type PurgedOld = Awaited<ReturnType<typeof deleteExpired>> & Purged;

/**
 * Removes what has expired: ended sessions, devices and links, what no budget counts any more, refused spends that waited for a day, and personal data older than RETENTION_DAYS. `now` is the
 * app's time; sessions use the machine's.
 */
export async function purgeOld(database: Pick<Database, "prisma" | "sql">, now: Date): Promise<PurgedOld> {
  await inBatches((limit) => purgeBudgetUses(database.sql, now, limit));
  await purgeRefused(database.sql, now);
  const expired = await deleteExpired(database.prisma, new Date());
  return { ...expired, ...(await purge(database, env().RETENTION_DAYS, now)) };
}
