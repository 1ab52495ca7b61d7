import { clearable, list, object, text } from "../core/api/params";

/** The `discounts` of a subscription, an invoice or an invoice item: each entry names one of the three. */
export const discountsParam = clearable(list(object({ coupon: text, discount: text, promotion_code: text })));
export type DiscountsParam = ReturnType<typeof discountsParam>;
