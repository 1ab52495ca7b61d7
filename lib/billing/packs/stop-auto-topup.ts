import { mailKeys } from "@/lib/billing/source-keys";
import type { Db } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

/** Why automatic top-ups stop by themselves. */
export type Stop = { userId: string } & (
  | { reason: "declined"; declines: number; paymentId: string }
  /** The bank wants to ask; the link in the mail leads to where it can. */
  | { reason: "action_required"; paymentId: string }
  | { reason: "no_card" }
  /** The pack is not sold any more, or in another currency than the month's limit is in. */
  | { reason: "pack_gone" }
);

/** Switches automatic top-ups off and says why, once. Only its owner switches them on again. */
export async function stopAutoTopup(db: Db, stop: Stop, now: Date): Promise<void> {
  const { userId, reason } = stop;
  await db.autoTopup.update({
    where: { userId },
    data: { enabled: false, stoppedReason: reason, nextAttemptAt: null },
  });
  // A switch that is on again and stops anew is another fact.
  const sourceKey = mailKeys.topUpStopped("paymentId" in stop ? stop.paymentId : now);
  const mail = { template: "topup_stopped", userId, sourceKey } as const;
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
