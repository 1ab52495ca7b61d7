/** The words of Stripe's addresses that the app uses (docs.stripe.com/api). Any other part of one is an id. */
const WORDS = new Set(
  (
    "v1 account accounts balance balance_transactions billing_portal cancel charges checkout configurations confirm " +
    "create_preview credit_notes customers detach attach disputes events expire invoice_payments invoices lines pay " +
    "payment_intents payment_methods prices products refunds release resume sessions setup_intents subscription_items " +
    "subscription_schedules subscriptions void"
  ).split(" "),
);

const MOST_PARTS = 5;

/**
 * The address of an endpoint without its ids and query, such as `/v1/customers/:id`. However ids look, the number of
 * templates is bounded.
 */
export function endpointTemplate(path: string): string {
  const [plain = ""] = path.split("?", 1);
  const parts = plain.split("/").slice(1, 1 + MOST_PARTS);
  return parts.map((part) => `/${WORDS.has(part) ? part : ":id"}`).join("");
}
