import { lockUser } from "@/lib/billing/context";
import { isDeletedUser } from "@/lib/billing/deleted-user";
import { dueGifts } from "@/lib/billing/gifts/due-gifts";
import { settleMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import type { Database, Db, Sql } from "@/lib/db";
import { log } from "@/lib/log";

/**
 * Adjusts the credits of redeemed gifts to what was returned of their payments: of one payment, or of all that are due. Each in
 * a transaction of its own; one that fails stays due and is tried again. Returns how many were settled.
 */
export async function settleDueGifts(database: Database, paymentId: string | "all", now: Date): Promise<number> {
  let [settled, failed] = [0, 0];
  for (const id of paymentId === "all" ? await dueGifts(database.sql, now) : [paymentId]) {
    try {
      if (await database.transaction((db, sql) => settleGift(db, sql, id, now))) settled += 1;
    } catch (error) {
      failed += 1;
      log.error({ err: error, payment: id }, "a redeemed gift could not be settled");
    }
  }
  if (failed > 0) throw new Error(`${failed} redeemed gifts could not be settled; see the log.`);
  return settled;
}

/** The same for one gift, in the caller's transaction. Returns whether it was due. */
export async function settleGift(db: Db, sql: Sql, paymentId: string, now: Date): Promise<boolean> {
  const gift = await db.gift.findUnique({ where: { paymentId }, select: { redeemedById: true } });
  if (!gift?.redeemedById) return false;
  const holder = await lockUser(sql, gift.redeemedById);
  const [due] = await sql<{ id: string }>`
    SELECT payment_id::text AS id FROM gift WHERE payment_id = ${paymentId}::uuid AND settle_due_at IS NOT NULL FOR UPDATE`;
  if (!holder || !due) return false;
  // A deleted account has forfeited its credits, and owes none.
  if (!(await isDeletedUser(sql, holder.id))) await settleMoneyBack(db, sql, paymentId, now, holder.id);
  await db.gift.update({ where: { paymentId }, data: { settleDueAt: null } });
  return true;
}
