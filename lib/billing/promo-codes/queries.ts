import type { Db } from "@/lib/db";
import type { PromoCode } from "@/lib/generated/prisma/client";

const MAX_LISTED = 500;

/** Promo codes for admins, active ones first, then the newest. At most MAX_LISTED. */
export async function listPromoCodes(db: Db): Promise<PromoCode[]> {
  return db.promoCode.findMany({
    orderBy: [{ archivedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }, { id: "desc" }],
    take: MAX_LISTED,
  });
}
