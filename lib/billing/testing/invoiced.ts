import { ensureCustomer } from "@/lib/billing/sync/ensure-customer";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { saveCard } from "@/lib/billing/testing/cards";
import type { billingWorld, Person } from "@/lib/billing/testing/world";

type World = Awaited<ReturnType<typeof billingWorld>>;

/** Subscriptions paid by invoice, so that much can happen before the payment. */
export function onInvoice(world: World) {
  const { database, stripe } = world;
  const at = atStripe(world);

  /** A user with an open invoice of $20 for a month of Starter. `balance` is Stripe's: negative is in their favor. */
  async function starter({ balance = 0 } = {}): Promise<{ person: Person; invoice: string }> {
    const person = await world.signUp();
    const customer = await ensureCustomer(database.prisma, stripe, person.userId);
    const method = await saveCard(world, person, "pm_card_visa");
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
    if (balance !== 0) await stripe.customers.createBalanceTransaction(customer, { amount: balance, currency: "usd" });
    const subscription = await stripe.subscriptions.create({
      customer,
      items: [{ price: await at.priceOf("refill_starter_month") }],
      collection_method: "send_invoice",
      days_until_due: 30,
    });
    const invoice = typeof subscription.latest_invoice === "string" ? subscription.latest_invoice : "";
    if ((await stripe.invoices.retrieve(invoice)).status === "draft") await stripe.invoices.finalizeInvoice(invoice);
    return { person, invoice };
  }

  const pay = (invoice: string) => stripe.invoices.pay(invoice);

  /** Pays a part with a separate payment intent. Returns the intent's id. */
  async function payPart(person: Person, invoice: string, amount: number, card = "pm_card_visa"): Promise<string> {
    const customer = await at.customerOf(person);
    const part = { amount, currency: "usd", customer, payment_method: card, confirm: true };
    const { id } = await stripe.paymentIntents.create({
      ...part,
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
    });
    await stripe.invoices.attachPayment(invoice, { payment_intent: id });
    return id;
  }

  /** The intent that Stripe collected the invoice with. */
  async function mainIntent(invoice: string): Promise<string> {
    const { data } = await stripe.invoicePayments.list({ invoice });
    return String(data.find(({ is_default }) => is_default)?.payment.payment_intent);
  }

  async function lastInvoice(person: Person): Promise<string> {
    const { data } = await stripe.invoices.list({ customer: await at.customerOf(person), limit: 1 });
    return data[0]?.id ?? "";
  }

  return { starter, pay, payPart, mainIntent, lastInvoice };
}
