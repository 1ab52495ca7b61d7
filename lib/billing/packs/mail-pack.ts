import { mailKeys } from "@/lib/billing/source-keys";
import type { Db } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";

/** Emails the user about each paid pack: bought at Checkout, with the saved card, or by auto top-up. */
export async function mailPack(db: Db, payment: Payment, now: Date): Promise<void> {
  if (payment.paidAt === null) return;
  if (payment.origin === "TOP_UP" || payment.origin === "AUTO_TOP_UP") return mailTopUp(db, payment, now);
  const { userId, description, receiptUrl: receiptLink, amountCents, currency, methodBrand, methodLast4 } = payment;
  const sourceKey = mailKeys.packBought(payment.id);
  const about = { description, credits: creditsOf(payment), receiptLink, methodBrand, methodLast4 };
  await queueMail(db, { template: "pack_bought", userId, sourceKey, amountCents, currency, ...about }, now);
}

const creditsOf = ({ packCredits, packBonusCredits, quantity }: Payment): bigint =>
  ((packCredits ?? 0n) + (packBonusCredits ?? 0n)) * BigInt(quantity);

async function mailTopUp(db: Db, payment: Payment, now: Date): Promise<void> {
  const automatic = payment.origin === "AUTO_TOP_UP";
  await queueMail(
    db,
    {
      template: "topup_done",
      userId: payment.userId,
      sourceKey: mailKeys.topUpDone(payment.id),
      credits: creditsOf(payment),
      automatic,
      amountCents: payment.amountCents,
      currency: payment.currency,
      methodBrand: payment.methodBrand,
      methodLast4: payment.methodLast4,
    },
    now,
  );
}
