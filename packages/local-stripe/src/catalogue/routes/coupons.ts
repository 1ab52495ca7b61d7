import { invalid, missingParameter, missingResource } from "../../core/api/errors";
import { inRange, listPage } from "../../core/api/list";
import {
  decimal,
  int,
  list,
  map,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  type Params,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { randomText } from "../../core/ids";
import { currencyCode, currencyNamed, requireBillable } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { buildCoupon } from "../objects/coupon";
import { productOf } from "./products";

const amounts = map(object({ amount_off: required(int) }));

const createShape = {
  amount_off: int,
  applies_to: object({ products: list(text) }),
  currency: currencyCode,
  currency_options: amounts,
  duration: oneOf("forever", "once", "repeating"),
  duration_in_months: int,
  id: text,
  max_redemptions: int,
  metadata,
  name: text,
  percent_off: decimal,
  redeem_by: int,
};

export const couponRoutes: Route[] = [
  route("POST", "/v1/coupons", createShape, ({ tx, params }) => {
    refuseContradictions(tx, params);
    const id = params.id ?? randomText(8);
    if (tx.get("coupon", id) !== undefined) {
      throw invalid(`Coupon already exists.`, "id", "resource_already_exists");
    }
    for (const product of params.applies_to?.products ?? []) productOf(tx, product, "applies_to[products]");
    tx.put("coupon_terms", {
      id,
      products: params.applies_to?.products ?? null,
      amounts: amountsOf(params.currency_options),
    });
    if (params.redeem_by !== undefined) tx.schedule("coupon.expire", id, params.redeem_by);
    return tx.put(
      "coupon",
      buildCoupon({
        id,
        created: tx.now,
        amount_off: params.amount_off ?? null,
        currency: params.amount_off === undefined ? null : (params.currency ?? null),
        duration: params.duration ?? "once",
        duration_in_months: params.duration_in_months ?? null,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        name: params.name ?? null,
        percent_off: params.percent_off === undefined ? null : Number(params.percent_off),
        redeem_by: params.redeem_by ?? null,
      }),
    );
  }),

  route("GET", "/v1/coupons", { ...pagination, created: range }, ({ tx, params }) => {
    const rows = tx
      .rows("coupon")
      .filter((row) => tx.get("deleted", row.id) === undefined)
      .filter((row) => inRange(row.created, params.created));
    return listPage(rows, params, "/v1/coupons");
  }),

  route("GET", "/v1/coupons/:id", {}, ({ tx, id }) => couponOf(tx, id)),

  route("POST", "/v1/coupons/:id", { currency_options: amounts, metadata, name: text }, ({ tx, params, id }) => {
    const before = couponOf(tx, id);
    if (params.currency_options !== undefined) {
      if (before.amount_off === null) throw onlyForAmounts();
      const terms = tx.need("coupon_terms", id);
      tx.put("coupon_terms", { ...terms, amounts: { ...terms.amounts, ...amountsOf(params.currency_options) } });
    }
    return tx.put("coupon", {
      ...before,
      metadata: mergeMetadata(before.metadata, params.metadata),
      name: params.name ?? before.name,
    });
  }),

  // Customers who have the discount keep it, so the row stays; the API no longer shows it.
  route("DELETE", "/v1/coupons/:id", {}, ({ tx, id }) => {
    couponOf(tx, id);
    tx.unschedule("coupon.expire", id);
    tx.patch("coupon", id, { valid: false });
    tx.emit("coupon.deleted", "coupon", id);
    for (const code of tx.rows("promotion_code")) {
      if (code.promotion.coupon === id && code.active) tx.patch("promotion_code", code.id, { active: false });
    }
    return tx.put("deleted", { id, object: "coupon", deleted: true });
  }),
];

/** The coupon, or Stripe's refusal when there is none or it was deleted. */
export function couponOf(tx: Tx, id: string, param = "id"): Tables["coupon"] {
  const row = tx.get("coupon", id);
  if (row === undefined || tx.get("deleted", id) !== undefined) throw missingResource("coupon", id, param);
  return row;
}

function refuseContradictions(tx: Tx, params: Params<typeof createShape>): void {
  const { amount_off: amount, percent_off: percent } = params;
  if ((amount === undefined) === (percent === undefined)) {
    throw invalid("You must specify either `percent_off` or `amount_off`, but not both.", "percent_off");
  }
  if (percent !== undefined && (Number(percent) <= 0 || Number(percent) > 100)) {
    throw invalid("Invalid percent_off: must be greater than 0 and at most 100.", "percent_off");
  }
  if (amount !== undefined && amount < 1) {
    throw invalid("Invalid positive integer", "amount_off", "parameter_invalid_integer");
  }
  if (amount !== undefined && params.currency === undefined) throw missingParameter("currency");
  if (amount !== undefined && params.currency !== undefined) requireBillable(amount, params.currency, "amount_off");
  if (params.currency_options !== undefined && amount === undefined) throw onlyForAmounts();
  if (amount !== undefined && params.duration === "forever") {
    // https://docs.stripe.com/changelog/basil/2025-03-31/restrict-coupon-duration
    throw invalid("Coupons with `amount_off` cannot have the duration `forever`.", "duration");
  }
  if ((params.duration === "repeating") !== (params.duration_in_months !== undefined)) {
    if (params.duration === "repeating") throw missingParameter("duration_in_months");
    throw invalid("`duration_in_months` can only be used with the duration `repeating`.", "duration_in_months");
  }
  if (params.duration_in_months !== undefined && params.duration_in_months < 1) {
    throw invalid("Invalid positive integer", "duration_in_months", "parameter_invalid_integer");
  }
  if (params.max_redemptions !== undefined && params.max_redemptions < 1) {
    throw invalid("Invalid positive integer", "max_redemptions", "parameter_invalid_integer");
  }
  if (params.redeem_by !== undefined && params.redeem_by <= tx.now) {
    throw invalid("The redeem_by timestamp must be in the future.", "redeem_by");
  }
}

function amountsOf(sent: ReturnType<typeof amounts>): Record<string, number> {
  const entries = Object.entries(sent ?? {});
  return Object.fromEntries(
    entries.map(([key, { amount_off: off }]) => {
      const currency = currencyNamed(key, `currency_options[${key}]`);
      requireBillable(off, currency, `currency_options[${key}][amount_off]`);
      return [currency, off];
    }),
  );
}

function onlyForAmounts(): Error {
  return invalid("`currency_options` can only be used with `amount_off`.", "currency_options");
}
