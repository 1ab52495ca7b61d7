import { embedded } from "../api/list";
import type { Json, JsonObject } from "../wire";
import { toJson } from "./diff";
import { movementAt } from "./movement-at";
import type { Store } from "./store";
import type { TableName } from "./tables";
import type { Tx } from "./tx";

type Reader = Pick<Store | Tx, "get" | "rows" | "where">;

const tableOfPrefix: Record<string, TableName> = {
  cus: "customer",
  prod: "product",
  price: "price",
  pm: "payment_method",
  pi: "payment_intent",
  seti: "setup_intent",
  ch: "charge",
  py: "charge",
  re: "refund",
  du: "dispute",
  txn: "balance_transaction",
  sub: "subscription",
  clock: "test_clock",
  in: "invoice",
  ii: "invoiceitem",
  inpay: "invoice_payment",
  promo: "promotion_code",
  di: "discount",
  cbtxn: "customer_balance_transaction",
  cn: "credit_note",
  cs: "checkout_session",
  bpc: "portal_configuration",
  bps: "portal_session",
  evt: "event",
  we: "webhook_endpoint",
};

/** Any object by its id alone, in its state at `now` where time alone changes it; a deleted one is its stub. */
export function findById(reader: Reader, id: string, now: number): JsonObject | undefined {
  const movement = reader.get("balance_transaction", id);
  if (movement !== undefined) return toJson(movementAt(movement, now));
  const stub = reader.get("deleted", id);
  // A deleted coupon lives on, whole, in the discounts it gave.
  if (stub !== undefined) return toJson(stub.object === "coupon" ? (reader.get("coupon", id) ?? stub) : stub);
  const table = tableOf(id);
  // Products and coupons may carry an id of the merchant's choice, without a prefix.
  const row =
    (table === undefined ? undefined : reader.get(table, id)) ?? reader.get("product", id) ?? reader.get("coupon", id);
  return row === undefined ? undefined : toJson(row);
}

/** The table an id belongs to, by its prefix. */
export function tableOf(id: string): TableName | undefined {
  if (id.startsWith("sub_sched_")) return "subscription_schedule";
  return tableOfPrefix[id.slice(0, Math.max(0, id.indexOf("_")))];
}

/** Fields Stripe leaves out unless `expand` names them. */
export function includedField(reader: Reader, owner: JsonObject, field: string): Json {
  const id = String(owner.id);
  switch (`${String(owner.object)}.${field}`) {
    case "checkout.session.line_items":
      return toJson(
        embedded(reader.get("checkout_plan", id)?.lineItems ?? [], `/v1/checkout/sessions/${id}/line_items`),
      );
    case "invoice.payments": {
      const payments = reader.where("invoice_payment", "invoice", id);
      return toJson(embedded(payments, "/v1/invoice_payments"));
    }
    case "invoice.confirmation_secret":
      return confirmationSecret(reader, id);
    case "charge.refunds": {
      const refunds = reader.where("refund", "charge", id);
      return toJson(embedded(refunds.reverse(), `/v1/charges/${id}/refunds`));
    }
    case "customer.subscriptions": {
      const live = reader.where("subscription", "customer", id).filter((row) => row.status !== "canceled");
      return toJson(embedded(live.reverse(), `/v1/customers/${id}/subscriptions`));
    }
    case "customer.sources":
      return toJson(embedded([], `/v1/customers/${id}/sources`));
    case "customer.tax":
      return { automatic_tax: "not_collecting", ip_address: null, location: null, provider: "stripe" };
    case "price.currency_options": {
      const more = Object.entries(reader.get("price_terms", id)?.options ?? {});
      const options = more.map(([currency, option]): [string, JsonObject] => [currency, currencyOption({ ...option })]);
      return { [String(owner.currency)]: currencyOption(owner), ...Object.fromEntries(options) };
    }
    case "coupon.applies_to": {
      const products = reader.get("coupon_terms", id)?.products ?? null;
      return products === null ? null : { products };
    }
    case "coupon.currency_options": {
      if (typeof owner.amount_off !== "number") return null;
      const more = Object.entries(reader.get("coupon_terms", id)?.amounts ?? {});
      const options = more.map(([currency, amount]): [string, JsonObject] => [currency, { amount_off: amount }]);
      return { [String(owner.currency)]: { amount_off: owner.amount_off }, ...Object.fromEntries(options) };
    }
    default:
      return undefined;
  }
}

function confirmationSecret(reader: Reader, invoice: string): Json {
  const payment = reader.where("invoice_payment", "invoice", invoice).at(-1);
  const intent = reader.get("payment_intent", payment?.payment.payment_intent ?? "");
  return intent?.client_secret ? { client_secret: intent.client_secret, type: "payment_intent" } : null;
}

function currencyOption(price: JsonObject): JsonObject {
  return {
    custom_unit_amount: null,
    tax_behavior: price.tax_behavior ?? null,
    unit_amount: price.unit_amount ?? null,
    unit_amount_decimal: price.unit_amount_decimal ?? null,
  };
}
