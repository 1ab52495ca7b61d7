import type { Db } from "@/lib/db";

/**
 * What automatic top-ups in a currency cost in the calendar month of `now`, UTC, in its minor units: also what is on
 * its way, and what was given back later. What failed cost nothing.
 */
export async function spentOnAutoTopups(db: Db, userId: string, currency: string, now: Date): Promise<number> {
  const { _sum } = await db.payment.aggregate({
    where: {
      userId,
      currency,
      origin: "AUTO_TOP_UP",
      status: { not: "FAILED" },
      createdAt: { gte: startOfMonth(now) },
    },
    _sum: { amountCents: true },
  });
  return _sum.amountCents ?? 0;
}

export function startOfMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
}

export function startOfNextMonth(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
}
