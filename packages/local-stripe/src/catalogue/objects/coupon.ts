import type { Tables } from "../../core/store/tables";

type Coupon = Tables["coupon"];
type PromotionCode = Tables["promotion_code"];
type Discount = Tables["discount"];

export function buildCoupon(
  input: Pick<Coupon, "id" | "created" | "duration" | "duration_in_months" | "max_redemptions" | "name"> &
    Pick<Coupon, "amount_off" | "currency" | "percent_off" | "redeem_by"> & { metadata: Record<string, string> },
): Coupon {
  return {
    id: input.id,
    object: "coupon",
    amount_off: input.amount_off,
    created: input.created,
    currency: input.currency,
    duration: input.duration,
    duration_in_months: input.duration_in_months,
    livemode: false,
    max_redemptions: input.max_redemptions,
    metadata: input.metadata,
    name: input.name,
    percent_off: input.percent_off,
    redeem_by: input.redeem_by,
    times_redeemed: 0,
    valid: true,
  };
}

export function buildPromotionCode(
  input: Pick<PromotionCode, "id" | "created" | "active" | "code" | "expires_at" | "max_redemptions"> & {
    coupon: string;
    customer: string | null;
    metadata: Record<string, string>;
    firstTimeTransaction: boolean;
    minimumAmount: number | null;
    minimumAmountCurrency: string | null;
  },
): PromotionCode {
  return {
    id: input.id,
    object: "promotion_code",
    active: input.active,
    code: input.code,
    created: input.created,
    customer: input.customer,
    customer_account: null,
    expires_at: input.expires_at,
    livemode: false,
    max_redemptions: input.max_redemptions,
    metadata: input.metadata,
    promotion: { coupon: input.coupon, type: "coupon" },
    restrictions: {
      first_time_transaction: input.firstTimeTransaction,
      minimum_amount: input.minimumAmount,
      minimum_amount_currency: input.minimumAmountCurrency,
    },
    times_redeemed: 0,
  };
}

/** What a discount was given on: at most one of these. */
export interface DiscountTarget {
  subscription?: string;
  invoice?: string;
  invoiceItem?: string;
  checkoutSession?: string;
}

export function buildDiscount(input: {
  id: string;
  coupon: string;
  promotionCode: string | null;
  customer: string | null;
  start: number;
  end: number | null;
  target: DiscountTarget;
}): Discount {
  return {
    id: input.id,
    object: "discount",
    checkout_session: input.target.checkoutSession ?? null,
    customer: input.customer,
    customer_account: null,
    end: input.end,
    invoice: input.target.invoice ?? null,
    invoice_item: input.target.invoiceItem ?? null,
    promotion_code: input.promotionCode,
    source: { coupon: input.coupon, type: "coupon" },
    start: input.start,
    subscription: input.target.subscription ?? null,
    subscription_item: null,
  };
}
