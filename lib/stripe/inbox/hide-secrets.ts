/** What stands in place of a value that is not shown. */
export const HIDDEN = "[hidden]";

/**
 * Fields that let their reader act or pay (client secrets, tokens, links to Checkout, invoices and receipts), and that
 * identify the payer, who may be someone else than the user.
 */
const SECRET_FIELD =
  /secret|token|password|fingerprint|(^|_)url$|^invoice_pdf$|^(receipt_|customer_)?(email|phone)$|^(billing|customer|shipping)_(details|address|shipping|name|tax_ids)$|^shipping$|^address$|^(customer_)?ip(_address)?$|^(iban|routing_number|account_number)$/;

/** Keys of Stripe's API and webhooks, and client secrets, wherever they stand. */
const SECRET_VALUE = /\b(sk|rk|whsec|ek)_\w|_secret_\w/;

/**
 * An event's payload with its secret parts replaced, at any depth. Ids, amounts, status and times stay. The name of a
 * customer object is hidden, also the one it had before a change; the names of products and plans are not.
 */
export function hideSecrets(payload: unknown): unknown {
  return hide(payload, isCustomer(payload));
}

function hide(payload: unknown, ofPerson: boolean): unknown {
  if (typeof payload === "string") return SECRET_VALUE.test(payload) ? HIDDEN : payload;
  if (Array.isArray(payload)) return payload.map(hideSecrets);
  if (typeof payload !== "object" || payload === null) return payload;
  // Stripe names the object in `data.object`, and beside it only what its changed fields were.
  const wasOfPerson = "object" in payload && isCustomer(payload.object);
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      const secret = isSecretField(name) || (ofPerson && (name === "name" || name === "description"));
      const within = isCustomer(value) || (name === "previous_attributes" && wasOfPerson);
      return [name, secret && value !== null ? HIDDEN : hide(value, within)];
    }),
  );
}

function isCustomer(value: unknown): boolean {
  return typeof value === "object" && value !== null && "object" in value && value.object === "customer";
}

function isSecretField(name: string): boolean {
  return SECRET_FIELD.test(name);
}
