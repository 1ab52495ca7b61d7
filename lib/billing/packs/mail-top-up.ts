import { mailKeys } from "@/lib/billing/source-keys";
import type { Db } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";

/** Emails the user about each paid charge of the saved card, whether by hand or by auto top-up. */
export async function mailTopUp(db: Db, payment: Payment, now: Date): Promise<void> {
  const automatic = payment.origin === "AUTO_TOP_UP";
  if (payment.paidAt === null || (payment.origin !== "TOP_UP" && !automatic)) return;
  await queueMail(
    db,
    {
      template: "topup_done",
      userId: payment.userId,
      sourceKey: mailKeys.topUpDone(payment.id),
      credits: (payment.packCredits ?? 0n) + (payment.packBonusCredits ?? 0n),
      automatic,
      amountCents: payment.amountCents,
      currency: payment.currency,
      methodBrand: payment.methodBrand,
      methodLast4: payment.methodLast4,
    },
    now,
  );
}
