import type { DiscountsParam } from "../../catalogue/discount-params";
import { checkOffer, offerOf, redeemAll } from "../../catalogue/redeem";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import type { Phase } from "../objects/subscription-schedule";
import { setDiscounts } from "../routes/subscription-discounts";

type Subscription = Tables["subscription"];
type PhaseDiscount = Phase["discounts"][number];

/** The discounts of a phase as sent; a coupon or code that cannot be redeemed, or a discount that is not there, is refused. */
export function phaseDiscounts(
  tx: Tx,
  sent: DiscountsParam,
  own: { customer: string | null; currency: string; kept: readonly string[] },
  name: string,
): PhaseDiscount[] {
  return (sent ?? []).map((entry, index) => {
    const place = `${name}[discounts][${index}]`;
    const context = { customer: own.customer, currency: own.currency, subtotal: null };
    if (entry.discount === undefined) offerOf(tx, entry, context, place);
    else redeemAll(tx, [entry], { context, target: {}, kept: own.kept });
    const { coupon = null, discount = null, promotion_code = null } = entry;
    return { coupon, discount, promotion_code };
  });
}

/** What a subscription has already, for a phase that carries it along. */
export function carriedDiscounts(subscription: Subscription): PhaseDiscount[] {
  return subscription.discounts.map((discount) => ({ coupon: null, discount, promotion_code: null }));
}

/**
 * The subscription's discounts become the phase's: coupons and codes are redeemed when it begins, once for the phase.
 * What can no longer be redeemed by then is left out.
 * Source: https://docs.stripe.com/api/subscription_schedules/object#subscription_schedule_object-phases-discounts
 */
export function takeDiscounts(tx: Tx, id: string, phase: Phase, moment: "entering" | "running"): void {
  const subscription = tx.need("subscription", id);
  const wanted = phase.discounts.flatMap((entry) => {
    const kept = moment === "running" ? givenBy(tx, subscription, entry) : undefined;
    return kept === undefined ? available(tx, subscription, entry) : [{ ...nothing, discount: kept }];
  });
  setDiscounts(tx, subscription, wanted);
}

/** The discounts a phase will bring, for a preview: nothing is redeemed. */
export function discountsToCome(tx: Tx, subscription: Subscription, phase: Phase): string[] {
  const { customer, currency, discounts: kept } = subscription;
  const wanted = phase.discounts.flatMap((entry) => available(tx, subscription, entry));
  const context = { customer, currency, subtotal: null };
  return redeemAll(tx, wanted, { context, target: {}, kept, isPreview: true });
}

const nothing = { coupon: undefined, discount: undefined, promotion_code: undefined };

function available(tx: Tx, subscription: Subscription, entry: PhaseDiscount): NonNullable<DiscountsParam> {
  if (entry.discount !== null) {
    return subscription.discounts.includes(entry.discount) ? [{ ...nothing, discount: entry.discount }] : [];
  }
  const code = entry.promotion_code === null ? null : tx.get("promotion_code", entry.promotion_code);
  const coupon = tx.get("coupon", entry.coupon ?? code?.promotion.coupon ?? "");
  if (coupon === undefined || code === undefined) return [];
  const { customer, currency } = subscription;
  if (!checkOffer(tx, { coupon, code }, { customer, currency, subtotal: null }).ok) return [];
  return [code === null ? { ...nothing, coupon: coupon.id } : { ...nothing, promotion_code: code.id }];
}

/** The discount this entry of the running phase has given already. */
function givenBy(tx: Tx, subscription: Subscription, entry: PhaseDiscount): string | undefined {
  if (entry.discount !== null) return undefined;
  return subscription.discounts.find((id) => {
    const discount = tx.need("discount", id);
    return entry.promotion_code === null
      ? discount.source.coupon === entry.coupon && discount.promotion_code === null
      : discount.promotion_code === entry.promotion_code;
  });
}
