import type { Db } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

export type Cost = { amountCents: number; currency: string };

const MONTH_MS = (365.2425 / 12) * DAY_MS;

/**
 * What was paid for the credits of one refill window, in money: an equal part of the payment for each month that its invoice
 * charges for, rounded down. So a yearly payment is divided by twelve, and what an upgrade cost belongs to the windows
 * it raises. It has add-ons and tax in it.
 */
export async function costOfWindow(db: Db, paymentId: string): Promise<Cost> {
  const { amountCents, currency, paidPeriods } = await db.payment.findUniqueOrThrow({
    where: { id: paymentId },
    select: {
      amountCents: true,
      currency: true,
      paidPeriods: { where: { isCredit: false, isGiven: false }, select: { startAt: true, endAt: true } },
    },
  });
  const months = paidPeriods.map(({ startAt, endAt }) => Math.round((endAt.getTime() - startAt.getTime()) / MONTH_MS));
  return { amountCents: Math.floor(amountCents / Math.max(1, ...months)), currency };
}
