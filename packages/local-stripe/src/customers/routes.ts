import { invalid, missingResource } from "../core/api/errors";
import { customerOf } from "../core/api/existing";
import { inRange, listPage } from "../core/api/list";
import {
  bool,
  clearable,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../core/api/params";
import { type Route, route } from "../core/api/route";
import { newId, randomText } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { moveBalance } from "../invoices/customer-balance";
import { attachPaymentMethod } from "../payments/attach";
import { retireMethod } from "../payments/usable";
import { cancelNow } from "../subscriptions/cancel";
import { buildCustomer } from "./object";

const address = object({ city: text, country: text, line1: text, line2: text, postal_code: text, state: text });
const shipping = object({ address: required(address), name: required(text), phone: text });
const taxExempt = clearable(oneOf("exempt", "none", "reverse"));

const fields = {
  address: clearable(address),
  balance: int,
  description: clearable(text),
  email: clearable(text),
  metadata,
  name: clearable(text),
  phone: clearable(text),
  preferred_locales: list(text),
  shipping: clearable(shipping),
  tax_exempt: taxExempt,
  invoice_prefix: text,
  invoice_settings: object({ default_payment_method: clearable(text), footer: clearable(text) }),
};

export const customerRoutes: Route[] = [
  route(
    "POST",
    "/v1/customers",
    { ...fields, payment_method: text, test_clock: text, validate: bool },
    ({ tx, params }) => {
      const id = newId("cus");
      tx.put(
        "customer",
        buildCustomer({
          id,
          created: tx.now,
          email: emailOf(params.email) ?? null,
          name: params.name ?? null,
          phone: params.phone ?? null,
          description: params.description ?? null,
          address: fullAddress(params.address),
          shipping: shippingOf(params.shipping) ?? null,
          metadata: mergeMetadata({}, params.metadata),
          invoicePrefix: params.invoice_prefix ?? randomText(8).toUpperCase(),
          defaultPaymentMethod: null,
          preferredLocales: params.preferred_locales ?? [],
          taxExempt: params.tax_exempt ?? "none",
          balance: 0,
          testClock: ownClock(tx, params.test_clock),
        }),
      );
      setBalance(tx, id, params.balance, "initial");
      tx.emit("customer.created", "customer", id);
      if (params.payment_method !== undefined) attachPaymentMethod(tx, params.payment_method, id, "payment_method");
      setDefaultPaymentMethod(tx, id, params.invoice_settings?.default_payment_method);
      return tx.need("customer", id);
    },
  ),

  route("GET", "/v1/customers", { ...pagination, created: range, email: text, test_clock: text }, ({ tx, params }) => {
    const rows = tx
      .rows("customer")
      .filter((row) => params.email === undefined || row.email === params.email)
      .filter((row) => params.test_clock === undefined || row.test_clock === params.test_clock)
      .filter((row) => inRange(row.created, params.created));
    return listPage(rows, params, "/v1/customers");
  }),

  route("GET", "/v1/customers/:id", {}, ({ tx, id }) => tx.get("deleted", id) ?? customerOf(tx, id)),

  route("POST", "/v1/customers/:id", { ...fields, validate: bool }, ({ tx, params, id }) => {
    const before = customerOf(tx, id);
    tx.put("customer", {
      ...before,
      address: params.address === undefined ? before.address : fullAddress(params.address),
      description: params.description === undefined ? before.description : params.description,
      email: params.email === undefined ? before.email : (emailOf(params.email) ?? null),
      metadata: mergeMetadata(before.metadata, params.metadata),
      name: params.name === undefined ? before.name : params.name,
      phone: params.phone === undefined ? before.phone : params.phone,
      preferred_locales: params.preferred_locales ?? before.preferred_locales,
      shipping: params.shipping === undefined ? before.shipping : (shippingOf(params.shipping) ?? null),
      tax_exempt: params.tax_exempt ?? before.tax_exempt,
      invoice_prefix: params.invoice_prefix ?? before.invoice_prefix,
      invoice_settings: {
        ...before.invoice_settings,
        footer: params.invoice_settings?.footer ?? before.invoice_settings.footer,
      },
    });
    setBalance(tx, id, params.balance, "adjustment");
    setDefaultPaymentMethod(tx, id, params.invoice_settings?.default_payment_method);
    return tx.need("customer", id);
  }),

  route("DELETE", "/v1/customers/:id", {}, ({ tx, id }) => deleteCustomer(tx, id)),
];

/** Setting the balance records the difference as a balance transaction. */
function setBalance(tx: Tx, id: string, wanted: number | undefined, type: "adjustment" | "initial"): void {
  const { balance, currency } = tx.need("customer", id);
  if (wanted === undefined || wanted === balance) return;
  moveBalance(tx, id, { amount: wanted - balance, currency: currency ?? "usd", type });
}

/** Cancels the customer's subscriptions, detaches its payment methods, and leaves a stub. */
export function deleteCustomer(tx: Tx, id: string): Tables["deleted"] {
  const row = customerOf(tx, id);
  for (const subscription of tx.where("subscription", "customer", id)) {
    if (subscription.ended_at === null) cancelNow(tx, subscription.id, {});
  }
  for (const method of tx.where("payment_method", "customer", id)) {
    tx.patch("payment_method", method.id, { customer: null });
    retireMethod(tx, method.id);
    tx.hush("payment_method", method.id);
  }
  tx.emit("customer.deleted", "customer", row.id);
  tx.remove("customer", id);
  return tx.put("deleted", { id, object: "customer", deleted: true });
}

/** A test clock takes three customers at most. Source: https://docs.stripe.com/billing/testing/test-clocks */
function ownClock(tx: Tx, id: string | undefined): string | null {
  if (id === undefined) return null;
  if (tx.get("test_clock", id) === undefined) throw missingResource("test clock", id, "test_clock");
  if (tx.rows("customer").filter((row) => row.test_clock === id).length >= 3) {
    throw invalid("A test clock can have at most 3 customers.", "test_clock");
  }
  return id;
}

function setDefaultPaymentMethod(tx: Tx, customer: string, method: string | null | undefined): void {
  if (method === undefined) return;
  const param = "invoice_settings[default_payment_method]";
  if (method !== null && tx.get("payment_method", method)?.customer !== customer) {
    throw invalid(
      "The customer does not have a payment method with the ID " +
        `${method}. The payment method must be attached to the customer.`,
      param,
      "resource_missing",
    );
  }
  const row = tx.need("customer", customer);
  tx.patch("customer", customer, { invoice_settings: { ...row.invoice_settings, default_payment_method: method } });
}

function emailOf(email: string | null | undefined): string | null | undefined {
  if (typeof email === "string" && !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw invalid(`Invalid email address: ${email}`, "email", "email_invalid");
  }
  return email;
}

type AddressParams = ReturnType<typeof address>;

function fullAddress(sent: AddressParams | null): Tables["customer"]["address"] {
  if (sent === undefined || sent === null) return null;
  return {
    city: sent.city ?? null,
    country: sent.country ?? null,
    line1: sent.line1 ?? null,
    line2: sent.line2 ?? null,
    postal_code: sent.postal_code ?? null,
    state: sent.state ?? null,
  };
}

function shippingOf(sent: ReturnType<typeof shipping> | null): Tables["customer"]["shipping"] {
  const full = fullAddress(sent?.address);
  if (sent === undefined || sent === null || !full) return null;
  return { address: full, name: sent.name, phone: sent.phone ?? null };
}
