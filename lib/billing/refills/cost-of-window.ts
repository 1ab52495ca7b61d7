import { type Db, prismaSql } from "@/lib/db";
import { DAY_MS } from "@/lib/time";

export type Cost = { amountCents: number; currency: string };

const MONTH_MS = (365.2425 / 12) * DAY_MS;

/**
 * What was paid for the credits of one refill window, in money: an equal part of the payment for each month that its invoice
 * charges for, rounded down. So a yearly payment is divided by twelve, and what an upgrade cost belongs to the windows
 * it raises. It has add-ons and tax in it.
 */
export async function costOfWindow(db: Db, paymentId: string): Promise<Cost> {
  const cost = (await costsOfWindows(db, [paymentId])).get(paymentId);
  if (!cost) throw new Error(`There is no payment ${paymentId}.`);
  return cost;
}

/** The same for many payments. */
export async function costsOfWindows(db: Db, paymentIds: readonly string[]): Promise<Map<string, Cost>> {
  if (paymentIds.length === 0) return new Map();
  const rows = await prismaSql(db)<Cost & { id: string; longestMs: number | null }>`
    SELECT payment.id::text, amount_cents AS "amountCents", currency, (
      SELECT 1000 * extract(epoch FROM max(end_at - start_at))::double precision FROM paid_period
      WHERE payment_id = payment.id AND NOT is_credit AND NOT is_given
    ) AS "longestMs"
    FROM payment
    WHERE payment.id = ANY (${paymentIds}::uuid[])`;
  return new Map(
    rows.map(({ id, amountCents, currency, longestMs }) => {
      const months = Math.max(1, Math.round((longestMs ?? 0) / MONTH_MS));
      return [id, { amountCents: Math.floor(amountCents / months), currency }];
    }),
  );
}
