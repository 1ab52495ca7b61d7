import { pseudonymOf } from "@/lib/account/delete/pseudonym";
import type { Db, Sql } from "@/lib/db";

/** Removes what says who somebody was. The caller's transaction holds the user's row. */
export async function erasePersonal(db: Db, sql: Sql, userId: string, now: Date): Promise<void> {
  await db.user.update({
    where: { id: userId },
    data: {
      email: pseudonymOf(userId),
      emailVerified: null,
      mailbox: null,
      name: null,
      image: null,
      passwordHash: null,
      externalId: null,
      referralCode: null,
      role: "USER",
      lockedAt: now,
      deletedAt: now,
      // What is being read of Stripe at this moment is read again before it is written, and then finds nobody.
      billingVersion: { increment: 1 },
    },
  });
  const own = { where: { userId } };
  await db.account.deleteMany(own);
  await db.session.deleteMany(own);
  await db.securityToken.deleteMany(own);
  await db.totpFactor.deleteMany(own);
  await db.recoveryCode.deleteMany(own);
  await db.knownDevice.deleteMany(own);
  await db.savedCard.deleteMany(own);
  await db.autoTopup.deleteMany(own);
  await db.notificationSetting.deleteMany(own);
  // The ledger names keys as actors, so they stay, revoked and without the name their owner gave them.
  await db.apiKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  await db.apiKey.updateMany({ ...own, data: { name: "" } });
  await db.mail.updateMany({
    where: { userId, status: "QUEUED" },
    data: { status: "FAILED", error: "The account was deleted." },
  });
  await db.mail.updateMany({ ...own, data: { to: "", subject: "", html: "", text: "" } });
  // A trigger scrubs the payload of whatever is written about a deleted account.
  await sql`
    UPDATE webhook_event SET status = status
    WHERE customer_id IN (SELECT stripe_customer_id FROM former_customer WHERE user_id = ${userId}::uuid)
      OR object_id IN (
        SELECT stripe_refund_id FROM refund JOIN payment ON payment.id = payment_id WHERE user_id = ${userId}::uuid
        UNION SELECT stripe_dispute_id FROM dispute JOIN payment ON payment.id = payment_id WHERE user_id = ${userId}::uuid)`;
}
