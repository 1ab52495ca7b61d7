import { z } from "zod";
import {
  exampleBillingEvent,
  exampleCheckout,
  exampleInvoice,
  examplePayment,
  exampleSubscription,
} from "@/lib/api/endpoints/billing/example";
import { FROM_STRIPE, FROM_STRIPE_ON_PURCHASE } from "@/lib/api/endpoints/billing/stripe-problems";
import { billingEventView, invoiceView, paymentView, subscriptionView } from "@/lib/api/endpoints/billing/view";
import { define } from "@/lib/api/http/definition";
import { cursor, limit, page, text } from "@/lib/api/http/schemas";
import { MAX_PACK_QUANTITY } from "@/lib/billing/purchases/start-pack-checkout";

const pageQuery = z.object({ limit, cursor: cursor.pipe(z.uuid("This is no cursor of this list.")).optional() });
const redirectTo = z.object({ url: z.url().meta({ description: "Send the person's browser here." }) });

export const getSubscriptionEndpoint = define({
  method: "GET",
  path: "/api/v1/subscription",
  summary: "Get the subscription",
  description: "The plan the caller is on now, free or paid.",
  access: "billing:read",
  success: { status: 200, schema: subscriptionView },
  example: { answer: exampleSubscription },
});

export const subscriptionCheckoutEndpoint = define({
  method: "POST",
  path: "/api/v1/subscription/checkout",
  summary: "Subscribe through Stripe Checkout",
  access: "billing:write",
  body: z.strictObject({
    price: text(255).min(1).meta({ description: "A price's id or lookup key from GET /plans, or its id in Stripe." }),
  }),
  success: { status: 201, schema: redirectTo },
  example: { body: { price: "refill_starter_month" }, answer: exampleCheckout },
  problems: [
    "unknown_price",
    "already_subscribed",
    "email_not_verified",
    "change_in_progress",
    ...FROM_STRIPE_ON_PURCHASE,
  ],
});

export const packCheckoutEndpoint = define({
  method: "POST",
  path: "/api/v1/credits/checkout",
  summary: "Buy a pack through Stripe Checkout",
  access: "billing:write",
  body: z.strictObject({
    pack: text(255).min(1).meta({ description: "A pack's id or key from GET /plans." }),
    quantity: z
      .int()
      .min(1, "Give at least 1.")
      .max(MAX_PACK_QUANTITY, `Give at most ${MAX_PACK_QUANTITY}.`)
      .default(1),
  }),
  success: { status: 201, schema: redirectTo },
  example: { body: { pack: "pack_500", quantity: 2 }, answer: exampleCheckout },
  problems: ["unknown_pack", "balance_out_of_range", "change_in_progress", ...FROM_STRIPE_ON_PURCHASE],
});

export const portalEndpoint = define({
  method: "POST",
  path: "/api/v1/billing/portal",
  summary: "Open the customer portal",
  access: "billing:write",
  success: { status: 201, schema: redirectTo },
  example: { answer: { url: "https://billing.stripe.com/p/session/P1a2b3" } },
  problems: ["no_billing_account", "price_unavailable", "change_in_progress", ...FROM_STRIPE],
});

export const listBillingEventsEndpoint = define({
  method: "GET",
  path: "/api/v1/billing/history",
  summary: "List the billing history",
  description: "What happened to the subscription and its money, newest first.",
  access: "billing:read",
  query: pageQuery,
  success: { status: 200, schema: page(billingEventView) },
  example: { answer: { data: [exampleBillingEvent], nextCursor: null } },
});

export const listPaymentsEndpoint = define({
  method: "GET",
  path: "/api/v1/billing/payments",
  summary: "List payments",
  description: "Every payment, newest first, with links to its receipt and invoice.",
  access: "billing:read",
  query: pageQuery,
  success: { status: 200, schema: page(paymentView) },
  example: { answer: { data: [examplePayment], nextCursor: null } },
});

export const listInvoicesEndpoint = define({
  method: "GET",
  path: "/api/v1/billing/invoices",
  summary: "List invoices",
  description:
    "The subscription's invoices that there was something to pay of, newest first, with their pages and PDFs.",
  access: "billing:read",
  query: pageQuery,
  success: { status: 200, schema: page(invoiceView) },
  example: { answer: { data: [exampleInvoice], nextCursor: null } },
});
