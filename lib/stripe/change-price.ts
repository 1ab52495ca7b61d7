import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeRefusal } from "@/lib/stripe/errors";
import { type InvoiceFacts, previewAsPaid } from "@/lib/stripe/invoices";
import { fromSeconds, idOf, toSeconds } from "@/lib/stripe/shapes";

/** Another price or quantity for one item; the others stay as they are. */
type Change = { subscriptionId: string; itemId: string; stripePriceId: string; quantity: number };

export type InvoicePreview = {
  /** A negative amount is credited to later invoices. */
  amountDueCents: number;
  currency: string;
  lines: { description: string; amountCents: number }[];
  at: Date;
};

/** The invoice for an immediate change of price, prorated from a moment; also in its state once it is paid. */
export async function previewChangeInvoice(
  stripe: StripeClient,
  { prorationDate, ...change }: Change & { prorationDate: Date },
): Promise<InvoicePreview & { paid: InvoiceFacts }> {
  const invoice = await stripe.invoices.createPreview({
    subscription: change.subscriptionId,
    subscription_details: {
      items: itemsOf(change),
      proration_behavior: "always_invoice",
      proration_date: toSeconds(prorationDate),
    },
  });
  return { ...reshape(invoice), paid: await previewAsPaid(stripe, invoice, prorationDate) };
}

/** The next renewal's invoice if the subscription had another price by then, of the same interval. */
export async function previewRenewal(stripe: StripeClient, change: Change): Promise<InvoicePreview> {
  const invoice = await stripe.invoices.createPreview({
    subscription: change.subscriptionId,
    subscription_details: { items: itemsOf(change), proration_behavior: "none" },
  });
  return reshape(invoice);
}

export type Attempted =
  | { state: "applied" }
  /** The bank requires authentication; the change takes effect once the invoice is paid. */
  | { state: "requires_action"; invoiceId: string; clientSecret: string | null; invoiceUrl: string | null }
  /** The payment is processing. A change paid by bank debit has already taken effect; any other waits. */
  | { state: "processing"; invoiceId: string }
  /** The change waits for its invoice, whose payment was declined. `sentence` is null without a payment method. */
  | { state: "declined"; invoiceId: string; sentence: string | null };

type ChangeNow = Change & { prorationDate: Date; isPaidByBankDebit: boolean; idempotencyKey: string };

/**
 * Changes the price immediately, prorated and invoiced; the change only takes effect if it is paid. Stripe allows few
 * other attributes in such an update (docs.stripe.com/billing/subscriptions/pending-updates#supported-attributes). With
 * a bank debit no change can wait for its payment: it takes effect, and the invoice is due until the debit succeeds.
 */
export async function changePriceNow(
  stripe: StripeClient,
  { prorationDate, isPaidByBankDebit: isDebit, idempotencyKey, ...change }: ChangeNow,
): Promise<Attempted> {
  const { pending_update: pending, latest_invoice: invoice } = await stripe.subscriptions.update(
    change.subscriptionId,
    {
      items: itemsOf(change),
      proration_behavior: "always_invoice",
      proration_date: toSeconds(prorationDate),
      payment_behavior: isDebit ? "allow_incomplete" : "pending_if_incomplete",
    },
    { idempotencyKey },
  );
  const invoiceId = idOf(invoice);
  if (!invoiceId || !(pending || isDebit)) return { state: "applied" };
  const attempted = await fetchAttempt(stripe, invoiceId);
  // A debit that is refused immediately has failed: the subscription is past due, and its owner is notified.
  return isDebit && attempted.state === "declined" ? { state: "processing", invoiceId } : attempted;
}

/** The payment state of a pending change. */
export async function fetchAttempt(stripe: StripeClient, invoiceId: string): Promise<Attempted> {
  const invoice = await stripe.invoices.retrieve(invoiceId, { expand: ["payments"] });
  if (invoice.status === "paid") return { state: "applied" };
  const paymentIntentId = idOf(invoice.payments?.data[0]?.payment.payment_intent);
  const intent = paymentIntentId ? await stripe.paymentIntents.retrieve(paymentIntentId) : null;
  if (intent?.status === "processing") return { state: "processing", invoiceId };
  if (intent?.status === "requires_action") {
    const invoiceUrl = invoice.hosted_invoice_url ?? null;
    return { state: "requires_action", invoiceId, clientSecret: intent.client_secret, invoiceUrl };
  }
  return { state: "declined", invoiceId, sentence: intent?.last_payment_error?.message ?? null };
}

/** Changes the price without charging or prorating. */
export async function changePriceUnpaid(stripe: StripeClient, change: Change): Promise<void> {
  await stripe.subscriptions.update(change.subscriptionId, { items: itemsOf(change), proration_behavior: "none" });
}

/** Items that are not named stay (docs.stripe.com/api/subscriptions/update#update_subscription-items). */
function itemsOf({ itemId, stripePriceId, quantity }: Change) {
  return [{ id: itemId, price: stripePriceId, quantity }];
}

/**
 * Drops a pending change with its invoice (docs.stripe.com/billing/subscriptions/pending-updates). Returns whether it
 * did: a change that was paid in the meantime has taken effect.
 */
export async function dropPendingChange(stripe: StripeClient, invoiceId: string): Promise<boolean> {
  try {
    await stripe.invoices.voidInvoice(invoiceId);
    return true;
  } catch (error) {
    if (!isStripeRefusal(error)) throw error;
    return (await stripe.invoices.retrieve(invoiceId)).status !== "paid";
  }
}

function reshape(invoice: Stripe.Invoice): InvoicePreview {
  return {
    amountDueCents: invoice.total < 0 ? invoice.total : invoice.amount_due,
    currency: invoice.currency,
    lines: invoice.lines.data.map(({ description, amount }) => ({
      description: description ?? "",
      amountCents: amount,
    })),
    at: fromSeconds(invoice.next_payment_attempt ?? invoice.created),
  };
}
