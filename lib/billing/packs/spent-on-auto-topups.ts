import type { Db } from "@/lib/db";

/**
 * What auto top-ups in a currency cost in the calendar month of `now`, UTC, in minor units: including pending payments and
 * later refunds. Failed payments cost nothing.
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
