import { amountIn } from "../catalogue/price-currency";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { settle } from "../invoices/customer-balance";
import { appliedCoupon, spread } from "../invoices/discounts";

type Session = Tables["checkout_session"];
type Plan = Tables["checkout_plan"];
type LineItem = Plan["lineItems"][number];

/** Recalculates the session's line items and totals after a quantity changed, or a code was applied or removed. */
export function retotal(tx: Tx, id: string): Session {
  const plan = tx.need("checkout_plan", id);
  const session = tx.need("checkout_session", id);
  const lineItems = priceItems(tx, plan.lineItems, plan);
  // In a trial the recurring part is free today, and no coupon is redeemed for it.
  const isTrial = plan.trialEnd !== null || plan.trialPeriodDays !== null;
  const today = isTrial
    ? priceItems(
        tx,
        lineItems.filter((item) => !item.price?.recurring),
        plan,
      )
    : lineItems;
  const sumOf = (key: "amount_subtotal" | "amount_total" | "amount_discount") =>
    today.reduce((sum, item) => sum + item[key], 0);
  tx.put("checkout_plan", { ...plan, lineItems });
  return tx.put("checkout_session", {
    ...session,
    amount_subtotal: sumOf("amount_subtotal"),
    amount_total: sumOf("amount_total"),
    discounts: discountsOf(plan),
    total_details: { amount_discount: sumOf("amount_discount"), amount_shipping: 0, amount_tax: 0 },
  });
}

/** What the buyer pays now: a subscription's first payment uses the customer's balance. */
export function dueNow(reader: Pick<Tx, "get">, session: Session): number {
  const total = session.amount_total ?? 0;
  if (session.mode !== "subscription") return total;
  return settle(total, reader.get("customer", session.customer ?? "")?.balance ?? 0).due;
}

/** Whether the page asks for a payment method at all. */
export function needsMethod(reader: Pick<Tx, "get">, session: Session): boolean {
  if (session.mode === "setup" || dueNow(reader, session) > 0) return true;
  return session.mode === "subscription" && session.payment_method_collection === "always";
}

function priceItems(tx: Tx, items: readonly LineItem[], plan: Plan): LineItem[] {
  const offer = plan.discount ?? null;
  const currency = items[0]?.currency ?? "usd";
  const amounts = items.map((item) =>
    item.price === null ? item.amount_subtotal : amountIn(tx, item.price, item.quantity ?? 1, item.currency),
  );
  const shares = spread(
    items.map((item, index) => ({ amount: amounts[index] ?? 0, product: item.price?.product ?? null, own: [] })),
    offer === null ? [] : [appliedCoupon(tx, tx.need("coupon", offer.coupon), offer.coupon, currency)],
    currency,
  );
  return items.map((item, index) => {
    const subtotal = amounts[index] ?? 0;
    const discount = (shares[index] ?? []).reduce((sum, share) => sum + share.amount, 0);
    return { ...item, amount_subtotal: subtotal, amount_discount: discount, amount_total: subtotal - discount };
  });
}

/** A code shows as itself, a coupon given by the merchant as the coupon. */
function discountsOf(plan: Plan): Session["discounts"] {
  const offer = plan.discount ?? null;
  if (offer === null) return [];
  const { coupon, promotionCode } = offer;
  return [{ coupon: promotionCode === null ? coupon : null, promotion_code: promotionCode }];
}
