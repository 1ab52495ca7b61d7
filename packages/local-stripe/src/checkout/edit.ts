import { amountIn } from "../catalogue/price-currency";
import { checkOffer, type Offer, type OfferContext } from "../catalogue/redeem";
import { findCode } from "../catalogue/routes/promotion-codes";
import { isTooLarge } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { retotal } from "./totals";

type Session = Tables["checkout_session"];

export type Edit = { ok: true } | { ok: false; reason: "unknown_code" | "not_allowed" | "refused"; message: string };

const invalidCode = "This code is invalid.";

/** The buyer typed a promotion code. */
export function applyCode(tx: Tx, session: Session, typed: string): Edit {
  if (session.allow_promotion_codes !== true) {
    return { ok: false, reason: "not_allowed", message: "This page takes no promotion codes." };
  }
  const code = findCode(tx, typed.trim(), session.customer);
  const coupon = tx.get("coupon", code?.promotion.coupon ?? "");
  if (code === undefined || coupon === undefined) return { ok: false, reason: "unknown_code", message: invalidCode };
  const check = checkOffer(tx, { coupon, code }, contextOf(session));
  if (!check.ok) return { ok: false, reason: "refused", message: isSaid[check.reason] ? check.message : invalidCode };
  tx.patch("checkout_plan", session.id, { discount: { coupon: coupon.id, promotionCode: code.id } });
  retotal(tx, session.id);
  return { ok: true };
}

export function removeCode(tx: Tx, session: Session): void {
  if (session.allow_promotion_codes !== true) return;
  tx.patch("checkout_plan", session.id, { discount: null });
  retotal(tx, session.id);
}

/** The buyer changes a quantity; one out of bounds becomes the nearest allowed. */
export function changeQuantity(tx: Tx, session: Session, item: string, wanted: number): Edit {
  const plan = tx.need("checkout_plan", session.id);
  const found = plan.lineItems.find((row) => row.id === item);
  if (found?.adjustable_quantity?.enabled !== true || !Number.isInteger(wanted)) {
    return { ok: false, reason: "not_allowed", message: "This quantity cannot be changed." };
  }
  const { minimum, maximum } = found.adjustable_quantity;
  const quantity = Math.min(maximum ?? 99, Math.max(minimum ?? 0, wanted));
  const lineItems = plan.lineItems.map((row) => (row.id === item ? { ...row, quantity } : row));
  if (lineItems.every((row) => (row.quantity ?? 0) === 0)) {
    return { ok: false, reason: "not_allowed", message: "There must be something left to buy." };
  }
  const currency = session.currency ?? "usd";
  const sum = lineItems.reduce(
    (total, { price, amount_subtotal: was, quantity: many }) =>
      total + (price === null ? was : amountIn(tx, price, many ?? 1, currency)),
    0,
  );
  if (isTooLarge(sum, currency)) return { ok: false, reason: "not_allowed", message: "This quantity is too large." };
  tx.put("checkout_plan", { ...plan, lineItems });
  retotal(tx, session.id);
  return { ok: true };
}

/** Checks the discount again when the buyer pays: it may have expired while the page was open. */
export function offerStillGood(tx: Tx, session: Session): Edit {
  const offer = offerOnSession(tx, session.id);
  if (offer === null) return { ok: true };
  const check = checkOffer(tx, offer, contextOf(session));
  return check.ok ? { ok: true } : { ok: false, reason: "refused", message: check.message };
}

export function offerOnSession(tx: Tx, id: string): Offer | null {
  const discount = tx.need("checkout_plan", id).discount ?? null;
  if (discount === null) return null;
  return {
    coupon: tx.need("coupon", discount.coupon),
    code: tx.get("promotion_code", discount.promotionCode ?? "") ?? null,
  };
}

function contextOf(session: Session): OfferContext {
  return { customer: session.customer, currency: session.currency ?? "usd", subtotal: session.amount_subtotal };
}

/** The refusals whose cause a buyer may learn; the others would tell strangers which codes exist. */
const isSaid: Record<Exclude<ReturnType<typeof checkOffer>, { ok: true }>["reason"], boolean> = {
  expired: false,
  used_up: false,
  inactive: false,
  other_customer: false,
  not_first: true,
  too_small: true,
  currency: false,
};
