import { z } from "zod";
import { exampleBillingEvent, exampleInvoice, examplePayment } from "@/lib/api/endpoints/billing/example";
import { redirectTo } from "@/lib/api/endpoints/billing/fields";
import { FROM_STRIPE } from "@/lib/api/endpoints/billing/stripe-problems";
import { billingEventView, invoiceView, paymentView } from "@/lib/api/endpoints/billing/view";
import { define } from "@/lib/api/http/definition";
import { returnUrl } from "@/lib/api/http/return-url";
import { listQuery, page } from "@/lib/api/http/schemas";

export const portalEndpoint = define({
  method: "POST",
  path: "/api/v1/billing/portal",
  summary: "Create a customer portal session",
  access: "billing:write",
  bodyOptional: true,
  body: z.strictObject({ returnUrl: returnUrl.optional() }),
  success: { status: 201, schema: redirectTo },
  example: {
    body: {},
    answer: { url: "https://billing.stripe.com/p/session/P1a2b3" },
  },
  problems: ["no_billing_account", "price_unavailable", "change_in_progress", ...FROM_STRIPE],
});

export const listBillingEventsEndpoint = define({
  method: "GET",
  path: "/api/v1/billing/history",
  summary: "List the billing history",
  description: "The events of the subscription and its payments, newest first.",
  access: "billing:read",
  query: listQuery,
  success: { status: 200, schema: page(billingEventView) },
  example: { answer: { data: [exampleBillingEvent], nextCursor: null } },
});

export const listInvoicesEndpoint = define({
  method: "GET",
  path: "/api/v1/billing/invoices",
  summary: "List invoices",
  description:
    "The invoices of the subscription, newest first, with links to their pages and PDFs. Invoices of zero are left out.",
  access: "billing:read",
  query: listQuery,
  success: { status: 200, schema: page(invoiceView) },
  example: { answer: { data: [exampleInvoice], nextCursor: null } },
});

export const listPaymentsEndpoint = define({
  method: "GET",
  path: "/api/v1/billing/payments",
  summary: "List payments",
  description: "Every payment, newest first, with links to its receipt and invoice.",
  access: "billing:read",
  query: listQuery,
  success: { status: 200, schema: page(paymentView) },
  example: { answer: { data: [examplePayment], nextCursor: null } },
});
