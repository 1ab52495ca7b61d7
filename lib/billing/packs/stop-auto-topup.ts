import { mailKeys } from "@/lib/billing/source-keys";
import { type Db, prismaSql } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";
import { recordMessages } from "@/lib/webhooks/record-messages";

/** Why auto top-up stops by itself. */
export type Stop = { userId: string } & (
  | { reason: "declined"; declines: number; paymentId: string }
  /** The bank requires authentication; the email links to it. */
  | { reason: "action_required"; paymentId: string }
  | { reason: "no_card" }
  /** The pack is no longer sold, or not in the currency of the monthly limit. */
  | { reason: "pack_gone" }
);

/** Turns auto top-up off, emails why and announces it, once. Only the user can turn it on again. */
export async function stopAutoTopup(db: Db, stop: Stop, now: Date): Promise<void> {
  const { userId, reason } = stop;
  await db.autoTopup.update({
    where: { userId },
    data: { enabled: false, stoppedReason: reason, nextAttemptAt: null },
  });
  // If it was turned on again and stops again, that is another fact.
  const sourceKey = mailKeys.topUpStopped("paymentId" in stop ? stop.paymentId : now);
  const mail = { template: "topup_stopped", userId, sourceKey } as const;
  const paymentId = "paymentId" in stop ? stop.paymentId : undefined;
  const message = { userId, type: "top_up.stopped", sourceKey, paymentId, data: { reason }, occurredAt: now } as const;
  await recordMessages(prismaSql(db), [message]);
  switch (stop.reason) {
    case "declined":
      await queueMail(db, { ...mail, reason: stop.reason, declines: stop.declines }, now);
      break;
    case "action_required":
      await queueMail(db, { ...mail, reason: stop.reason, link: `/billing/confirm/${stop.paymentId}` }, now);
      break;
    default:
      await queueMail(db, { ...mail, reason: stop.reason }, now);
  }
}
