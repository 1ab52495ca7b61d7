import { invalid, missingResource } from "../core/api/errors";
import { addMonths } from "../core/clock/calendar";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { amountOffIn } from "./amount-off";
import type { DiscountsParam } from "./discount-params";
import { buildDiscount, type DiscountTarget } from "./objects/coupon";

type Coupon = Tables["coupon"];
type PromotionCode = Tables["promotion_code"];
type Discount = Tables["discount"];

/** A coupon to redeem, directly or by a promotion code. */
export interface Offer {
  coupon: Coupon;
  code: PromotionCode | null;
}

export interface OfferContext {
  customer: string | null;
  currency: string;
  /** What is bought, before discounts, in minor units; null where it is not known yet. */
  subtotal: number | null;
}

export type OfferCheck =
  | { ok: true }
  | {
      ok: false;
      reason: "expired" | "used_up" | "inactive" | "other_customer" | "not_first" | "too_small" | "currency";
      message: string;
    };

/**
 * Whether an offer can be redeemed now: coupon and code valid, the code's restrictions met.
 * Source: https://docs.stripe.com/billing/subscriptions/coupons
 */
export function checkOffer(tx: Tx, offer: Offer, context: OfferContext): OfferCheck {
  const { coupon, code } = offer;
  if (isExpired(tx, coupon)) return refused("expired", `Coupon expired: ${coupon.id}`);
  if (isUsedUp(coupon) || tx.get("deleted", coupon.id) !== undefined) {
    return refused("used_up", `This coupon has expired or been used the maximum number of times: ${coupon.id}`);
  }
  if (coupon.amount_off !== null && amountOffIn(tx, coupon, context.currency) === null) {
    return refused("currency", `Coupon ${coupon.id} takes off ${coupon.currency}, not ${context.currency}.`);
  }
  if (code === null) return { ok: true };
  if (!code.active || isUsedUp(code)) {
    return refused("inactive", "This promotion code is inactive or was redeemed the maximum number of times.");
  }
  if (code.customer !== null && code.customer !== context.customer) {
    return refused("other_customer", "This promotion code cannot be redeemed by this customer.");
  }
  if (code.restrictions.first_time_transaction && context.customer !== null && hasPaid(tx, context.customer)) {
    return refused(
      "not_first",
      "This promotion code cannot be redeemed because the associated customer has prior transactions.",
    );
  }
  const { minimum_amount: minimum, minimum_amount_currency: minimumCurrency } = code.restrictions;
  if (minimum !== null && context.subtotal !== null) {
    if (minimumCurrency !== context.currency || context.subtotal < minimum) {
      return refused("too_small", "This promotion code cannot be redeemed because the amount is below its minimum.");
    }
  }
  return { ok: true };
}

/** The offer one entry of a `discounts` parameter names; one that cannot be redeemed is refused. */
export function offerOf(
  tx: Tx,
  wanted: { coupon?: string | undefined; promotion_code?: string | undefined },
  context: OfferContext,
  name: string,
): Offer {
  if (wanted.coupon !== undefined && wanted.promotion_code !== undefined) {
    throw invalid("You may only specify one of these parameters: coupon, promotion_code.", name);
  }
  const code = wanted.promotion_code === undefined ? null : tx.get("promotion_code", wanted.promotion_code);
  if (code === undefined) {
    throw missingResource("promotion code", wanted.promotion_code ?? "", `${name}[promotion_code]`);
  }
  const id = code === null ? wanted.coupon : (code.promotion.coupon ?? undefined);
  const coupon = tx.get("coupon", id ?? "");
  if (coupon === undefined || tx.get("deleted", coupon.id) !== undefined) {
    throw missingResource("coupon", id ?? "", `${name}[coupon]`);
  }
  const check = checkOffer(tx, { coupon, code }, context);
  if (!check.ok) throw invalid(check.message, name, check.reason === "expired" ? "coupon_expired" : undefined);
  return { coupon, code };
}

/** Gives the discount an offer promises, and counts the redemption. */
export function redeem(tx: Tx, offer: Offer, customer: string | null, target: DiscountTarget): Discount {
  const discount = promise(tx, offer, customer, target);
  countRedemption(tx, offer, discount);
  return discount;
}

function promise(tx: Tx, offer: Offer, customer: string | null, target: DiscountTarget): Discount {
  const { coupon, code } = offer;
  const months = coupon.duration === "repeating" ? coupon.duration_in_months : null;
  return tx.put(
    "discount",
    buildDiscount({
      id: newId("di"),
      coupon: coupon.id,
      promotionCode: code?.id ?? null,
      customer,
      start: tx.now,
      end: months === null ? null : addMonths(tx.now, months),
      target,
    }),
  );
}

function countRedemption(tx: Tx, offer: Offer, discount: Discount): void {
  const coupon = tx.need("coupon", offer.coupon.id);
  const counted = { ...coupon, times_redeemed: coupon.times_redeemed + 1 };
  tx.put("coupon", { ...counted, valid: counted.valid && !isUsedUp(counted) });
  tx.emitUpdate("coupon.updated", "coupon", coupon.id);
  if (offer.code !== null) {
    const code = tx.need("promotion_code", offer.code.id);
    const used = { ...code, times_redeemed: code.times_redeemed + 1 };
    tx.put("promotion_code", { ...used, active: used.active && !isUsedUp(used) });
    tx.emitUpdate("promotion_code.updated", "promotion_code", code.id);
  }
  if (discount.subscription !== null) tx.emit("customer.discount.created", "discount", discount.id);
}

/** The discounts a `discounts` parameter asks for: those named by id are kept, the others redeemed. */
export function redeemAll(
  tx: Tx,
  wanted: DiscountsParam,
  given: { context: OfferContext; target: DiscountTarget; kept: readonly string[]; isPreview?: boolean },
): string[] {
  const ids = (wanted ?? []).map((entry, index) => {
    const name = `discounts[${index}]`;
    if (entry.discount !== undefined) {
      if (given.kept.includes(entry.discount)) return entry.discount;
      throw missingResource("discount", entry.discount, `${name}[discount]`);
    }
    const offer = offerOf(tx, entry, given.context, name);
    const promised = promise(tx, offer, given.context.customer, given.target);
    if (given.isPreview !== true) countRedemption(tx, offer, promised);
    return promised.id;
  });
  if (ids.length > 20) throw invalid("You can pass up to 20 discounts.", "discounts");
  return ids;
}

/** The last moment to redeem a coupon has passed. */
export function couponExpired(tx: Tx, id: string): void {
  const coupon = tx.get("coupon", id);
  if (coupon?.valid !== true) return;
  tx.patch("coupon", id, { valid: false });
  tx.hush("coupon", id);
}

export function promotionCodeExpired(tx: Tx, id: string): void {
  const code = tx.get("promotion_code", id);
  if (code?.active !== true) return;
  tx.patch("promotion_code", id, { active: false });
  tx.hush("promotion_code", id);
}

function isExpired(tx: Tx, coupon: Coupon): boolean {
  return coupon.redeem_by !== null && coupon.redeem_by <= tx.now;
}

function isUsedUp(row: { max_redemptions: number | null; times_redeemed: number }): boolean {
  return row.max_redemptions !== null && row.times_redeemed >= row.max_redemptions;
}

function hasPaid(tx: Tx, customer: string): boolean {
  return tx.where("charge", "customer", customer).some((charge) => charge.paid);
}

function refused(reason: Exclude<OfferCheck, { ok: true }>["reason"], message: string): OfferCheck {
  return { ok: false, reason, message };
}
