import { invalid, missingResource } from "../../core/api/errors";
import { customerOf } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  int,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { newId, randomText } from "../../core/ids";
import { currencyCode } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { buildPromotionCode } from "../objects/coupon";
import { couponOf } from "./coupons";

export const promotionCodeRoutes: Route[] = [
  route(
    "POST",
    "/v1/promotion_codes",
    {
      promotion: required(object({ type: required(oneOf("coupon")), coupon: required(text) })),
      active: bool,
      code: text,
      customer: text,
      expires_at: int,
      max_redemptions: int,
      metadata,
      restrictions: object({
        first_time_transaction: bool,
        minimum_amount: int,
        minimum_amount_currency: currencyCode,
      }),
    },
    ({ tx, params }) => {
      const coupon = couponOf(tx, params.promotion.coupon, "promotion[coupon]");
      if (params.customer !== undefined) customerOf(tx, params.customer, "customer");
      const code = params.code ?? randomText(8).toUpperCase();
      if (!/^[A-Za-z0-9_-]{1,500}$/.test(code)) {
        throw invalid("Promotion codes can hold letters, digits, dashes and underscores only.", "code");
      }
      const active = params.active ?? true;
      if (active) refuseTaken(tx, code, params.customer ?? null, null);
      if (params.expires_at !== undefined) {
        if (params.expires_at <= tx.now) throw invalid("The expires_at timestamp must be in the future.", "expires_at");
        if (coupon.redeem_by !== null && params.expires_at > coupon.redeem_by) {
          throw invalid("A promotion code cannot expire after its coupon's `redeem_by`.", "expires_at");
        }
      }
      const { minimum_amount: minimum, minimum_amount_currency: currency } = params.restrictions ?? {};
      if ((minimum === undefined) !== (currency === undefined)) {
        throw invalid(
          "`minimum_amount` and `minimum_amount_currency` go together.",
          "restrictions[minimum_amount_currency]",
        );
      }
      const row = buildPromotionCode({
        id: newId("promo"),
        created: tx.now,
        active,
        code,
        coupon: coupon.id,
        customer: params.customer ?? null,
        expires_at: params.expires_at ?? coupon.redeem_by,
        max_redemptions: params.max_redemptions ?? null,
        metadata: mergeMetadata({}, params.metadata),
        firstTimeTransaction: params.restrictions?.first_time_transaction ?? false,
        minimumAmount: minimum ?? null,
        minimumAmountCurrency: currency?.toLowerCase() ?? null,
      });
      if (row.expires_at !== null) tx.schedule("promotion_code.expire", row.id, row.expires_at);
      return tx.put("promotion_code", row);
    },
  ),

  route(
    "GET",
    "/v1/promotion_codes",
    { ...pagination, active: bool, code: text, coupon: text, created: range, customer: text },
    ({ tx, params }) => {
      const rows = tx
        .rows("promotion_code")
        .filter((row) => params.active === undefined || row.active === params.active)
        .filter((row) => params.code === undefined || sameCode(row.code, params.code))
        .filter((row) => params.coupon === undefined || row.promotion.coupon === params.coupon)
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/promotion_codes");
    },
  ),

  route("GET", "/v1/promotion_codes/:id", {}, ({ tx, id }) => promotionCodeOf(tx, id)),

  route("POST", "/v1/promotion_codes/:id", { active: bool, metadata }, ({ tx, params, id }) => {
    const before = promotionCodeOf(tx, id);
    if (params.active === true && !before.active) {
      const isOver = before.expires_at !== null && before.expires_at <= tx.now;
      const isUsedUp = before.max_redemptions !== null && before.times_redeemed >= before.max_redemptions;
      if (isOver || isUsedUp || tx.get("coupon", before.promotion.coupon ?? "")?.valid !== true) {
        throw invalid("This promotion code cannot be made active: it or its coupon is over.", "active");
      }
      refuseTaken(tx, before.code, before.customer, id);
    }
    return tx.put("promotion_code", {
      ...before,
      active: params.active ?? before.active,
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
  }),
];

/** The active code a buyer typed, in whatever case; one's own before everybody's. */
export function findCode(tx: Tx, typed: string, customer: string | null): Tables["promotion_code"] | undefined {
  const rows = tx.rows("promotion_code").filter((row) => row.active && sameCode(row.code, typed));
  return (
    rows.find((row) => row.customer !== null && row.customer === customer) ?? rows.find((row) => row.customer === null)
  );
}

function promotionCodeOf(tx: Tx, id: string): Tables["promotion_code"] {
  const row = tx.get("promotion_code", id);
  if (row === undefined) throw missingResource("promotion code", id);
  return row;
}

/** A code is unique, in any case, among the active ones of the same customer and those of everybody. */
function refuseTaken(tx: Tx, code: string, customer: string | null, except: string | null): void {
  const holder = tx
    .rows("promotion_code")
    .find((row) => row.active && row.id !== except && sameCode(row.code, code) && row.customer === customer);
  if (holder === undefined) return;
  throw invalid("An active promotion code with this code already exists.", "code", "resource_already_exists");
}

function sameCode(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
