import { BACK_OFF_MS, COOL_DOWN_MS } from "@/lib/billing/packs/auto-topup-back-off";
import { stopAutoTopup } from "@/lib/billing/packs/stop-auto-topup";
import type { Db } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";

/**
 * Updates the auto top-up settings with the outcome of the payment in flight; a repeated outcome, or one of another
 * payment, changes nothing. Never turns auto top-up on. `needsOwner`: the bank requires authentication. The caller holds
 * the user's lock.
 */
export async function settleAutoTopup(
  db: Db,
  payment: Payment,
  { needsOwner }: { needsOwner: boolean },
  now: Date,
): Promise<void> {
  if (payment.origin !== "AUTO_TOP_UP" || payment.status === "PENDING") return;
  const rule = await db.autoTopup.findUnique({ where: { paymentId: payment.id } });
  if (!rule) return;
  const { userId } = rule;
  if (payment.status !== "FAILED") {
    const nextAttemptAt = new Date(now.getTime() + COOL_DOWN_MS);
    const data = { paymentId: null, declines: 0, nextAttemptAt, stoppedReason: null };
    await db.autoTopup.update({ where: { userId }, data });
    return;
  }
  if (needsOwner) {
    // Retries would have the same result: only the cardholder can authenticate.
    await db.autoTopup.update({ where: { userId }, data: { paymentId: null } });
    return stopAutoTopup(db, { userId, reason: "action_required", paymentId: payment.id }, now);
  }
  const declines = rule.declines + 1;
  const backOff = BACK_OFF_MS[declines - 1];
  const nextAttemptAt = backOff === undefined ? null : new Date(now.getTime() + backOff);
  await db.autoTopup.update({ where: { userId }, data: { paymentId: null, declines, nextAttemptAt } });
  // Already turned off in the meantime.
  if (backOff !== undefined || !rule.enabled) return;
  return stopAutoTopup(db, { userId, reason: "declined", declines, paymentId: payment.id }, now);
}
