import { type Actor, audit } from "@/lib/audit";
import type { Database } from "@/lib/db";

export type ArchivedPromoCode = { ok: true } | { ok: false; reason: "unknown_promo_code" };

/** Archives a code: it can no longer be redeemed. Granted credits stay. */
export async function archivePromoCode(
  database: Database,
  actor: Actor,
  promoCodeId: string,
  now: Date,
): Promise<ArchivedPromoCode> {
  return setArchived(database, actor, promoCodeId, now, now);
}

/** Restores an archived code, until its end and within its redemption limit. */
export async function restorePromoCode(
  database: Database,
  actor: Actor,
  promoCodeId: string,
  now: Date,
): Promise<ArchivedPromoCode> {
  return setArchived(database, actor, promoCodeId, null, now);
}

async function setArchived(
  database: Database,
  actor: Actor,
  promoCodeId: string,
  archivedAt: Date | null,
  now: Date,
): Promise<ArchivedPromoCode> {
  return database.transaction(async (db) => {
    const code = await db.promoCode.findUnique({ where: { id: promoCodeId } });
    if (!code) return { ok: false, reason: "unknown_promo_code" };
    if ((code.archivedAt === null) === (archivedAt === null)) return { ok: true };
    await db.promoCode.update({ where: { id: promoCodeId }, data: { archivedAt } });
    const action = archivedAt ? "promo_code.archived" : "promo_code.restored";
    await audit(db, actor, { action, targetType: "promo_code", targetId: promoCodeId }, now);
    return { ok: true };
  });
}
