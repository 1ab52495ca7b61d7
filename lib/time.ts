export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * The moment `months` whole months after `anchor` in UTC, with month ends clamped: 31 Jan, 28 Feb, 31 Mar. Always counted
 * from the anchor, so that a short month never shortens later ones. Stripe's periods work the same way
 * (docs.stripe.com/billing/subscriptions/billing-cycle).
 */
export function addMonths(anchor: Date, months: number): Date {
  const moved = new Date(anchor);
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(anchor.getUTCDate(), lastDay));
  return moved;
}
