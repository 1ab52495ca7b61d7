import { audit } from "@/lib/audit";
import type { Db } from "@/lib/db";

/** Links an imported customer to its user. The caller holds the user's lock and has seen that there is no other one. */
export async function linkCustomer(
  db: Db,
  { userId, stripeCustomerId }: { userId: string; stripeCustomerId: string },
  now: Date,
): Promise<void> {
  await db.user.updateMany({ where: { id: userId, importedAt: null }, data: { importedAt: now } });
  const { count } = await db.user.updateMany({
    where: { id: userId, stripeCustomerId: null },
    data: { stripeCustomerId },
  });
  if (count === 0) return;
  const target = { targetType: "user", targetId: userId };
  await audit(db, { userId: null }, { action: "user.customer_linked", ...target, after: { stripeCustomerId } }, now);
}
