import { mailKeys } from "@/lib/billing/source-keys";
import type { Payment } from "@/lib/generated/prisma/client";
import { debtPaidBy } from "@/lib/ledger/debt-paid-by";
import { queueMail } from "@/lib/notify/queue-mail";
import type { Tx } from "@/lib/services";

/**
 * Emails the user about each paid pack: bought at Checkout, with the saved card, or by auto top-up. Its credits are
 * granted, so that it is known how many of them paid debt.
 */
export async function mailPack(tx: Tx, payment: Payment, now: Date): Promise<void> {
  if (payment.paidAt === null) return;
  if (payment.origin === "TOP_UP" || payment.origin === "AUTO_TOP_UP") return mailTopUp(tx, payment, now);
  const { userId, description, receiptUrl: receiptLink, amountCents, currency, methodBrand, methodLast4 } = payment;
  if (payment.isGift) return mailGift(tx, payment, now);
  const sourceKey = mailKeys.packBought(payment.id);
  const granted = await creditsOf(tx, payment);
  const about = { description, ...granted, receiptLink, methodBrand, methodLast4 };
  await queueMail(tx.db, { template: "pack_bought", userId, sourceKey, amountCents, currency, ...about }, now);
}

/** Without the code, which the buyer's page shows: emails are stored as they were sent. */
async function mailGift({ db }: Tx, payment: Payment, now: Date): Promise<void> {
  const { userId, description, receiptUrl: receiptLink, amountCents, currency, methodBrand, methodLast4 } = payment;
  const { packCredits, packBonusCredits, quantity } = payment;
  const credits = ((packCredits ?? 0n) + (packBonusCredits ?? 0n)) * BigInt(quantity);
  const about = { description, credits, receiptLink, methodBrand, methodLast4, amountCents, currency };
  await queueMail(db, { template: "gift_bought", userId, sourceKey: mailKeys.giftBought(payment.id), ...about }, now);
}

async function creditsOf({ sql }: Tx, payment: Payment): Promise<{ credits: bigint; debtPaid: bigint }> {
  const { id: paymentId, userId, packCredits, packBonusCredits, quantity } = payment;
  const credits = ((packCredits ?? 0n) + (packBonusCredits ?? 0n)) * BigInt(quantity);
  return { credits, debtPaid: await debtPaidBy(sql, userId, { paymentId }) };
}

async function mailTopUp(tx: Tx, payment: Payment, now: Date): Promise<void> {
  const automatic = payment.origin === "AUTO_TOP_UP";
  await queueMail(
    tx.db,
    {
      template: "topup_done",
      userId: payment.userId,
      sourceKey: mailKeys.topUpDone(payment.id),
      ...(await creditsOf(tx, payment)),
      automatic,
      amountCents: payment.amountCents,
      currency: payment.currency,
      methodBrand: payment.methodBrand,
      methodLast4: payment.methodLast4,
    },
    now,
  );
}
