import { pseudonymOf } from "@/lib/account/delete/pseudonym";
import type { Db, Sql } from "@/lib/db";
import { deleteViewsNaming } from "@/lib/saved-views/forget-person";

/** Removes identifying data. The caller's transaction holds the user's row. */
export async function erasePersonal(db: Db, sql: Sql, userId: string, now: Date): Promise<void> {
  await deleteViewsNaming(db, await db.user.findUniqueOrThrow({ where: { id: userId } }));
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
      // A Stripe object being read right now is checked again before it is written, and then matches no user.
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
  await db.userNote.deleteMany(own);
  await db.webhookMessage.deleteMany(own);
  // Codes that were given away stay valid for those who have them.
  await db.gift.updateMany({ where: { payment: { userId } }, data: { sealedCode: null } });
  // The ledger names keys as actors, so the rows stay, revoked and without the name their owner gave them.
  await db.apiKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  await db.apiKey.updateMany({ ...own, data: { name: "" } });
  // The mail server's errors contain the address too.
  const blank = { to: "", subject: "", html: "", text: "", error: null };
  await db.mail.updateMany({ where: { userId, status: { not: "QUEUED" } }, data: blank });
  await db.mail.updateMany({
    where: { userId, status: "QUEUED" },
    data: { ...blank, status: "FAILED", error: "The account was deleted." },
  });
  // A trigger scrubs payloads that are written about a deleted account later. Refunds, disputes and fraud warnings name no
  // customer, but their payment does.
  await sql`
    UPDATE webhook_event SET status = status
    WHERE customer_id IN (SELECT stripe_customer_id FROM former_customer WHERE user_id = ${userId}::uuid)
      OR customer_id IS NULL AND payload #>> '{data,object,payment_intent}' IN (
        SELECT stripe_payment_intent_id FROM payment WHERE user_id = ${userId}::uuid)`;
}
