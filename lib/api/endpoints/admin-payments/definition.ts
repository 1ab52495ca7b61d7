import { z } from "zod";
import { exampleAdminPayment, exampleRefundPreview } from "@/lib/api/endpoints/admin-payments/example";
import { adminPaymentView, refundPreviewView } from "@/lib/api/endpoints/admin-payments/view";
import { FROM_STRIPE } from "@/lib/api/endpoints/billing/stripe-problems";
import { define } from "@/lib/api/http/definition";
import { idempotencyKey, instant, listQuery, page, text, until } from "@/lib/api/http/schemas";
import { PAYMENT_NEEDS } from "@/lib/billing/purchases/list-all-payments";
import { refundReason } from "@/lib/billing/purchases/refund-reason";
import { PAYMENT_KINDS, PAYMENT_STATUSES } from "@/lib/billing/types";
import { ENTRY_TYPES } from "@/lib/ledger/types";

const filter = z.object({
  status: z.enum(PAYMENT_STATUSES).optional(),
  kind: z.enum(PAYMENT_KINDS).optional(),
  currency: z
    .string()
    .regex(/^[a-z]{3}$/, "Must be a three-letter code in lowercase.")
    .optional(),
  user: text(255)
    .min(1)
    .optional()
    .meta({ description: "A user's id, email address, external id or Stripe customer." }),
  needs: z.enum(PAYMENT_NEEDS).optional().meta({
    description:
      "What it needs a person for: `answer`, its dispute waits for evidence; `collection`, its subscription is past due and Stripe does not try again.",
  }),
  by: z
    .enum(["created", "paid"])
    .optional()
    .meta({ description: "The time that `from` and `to` are about, and the order. Defaults to `created`." }),
  from: instant.optional().meta({ description: "At or after this time; a day starts at 00:00 UTC." }),
  to: until.optional(),
});

const payment = z.object({ id: z.uuid() });
const PAYMENT = { id: exampleAdminPayment.id };

const amountCents = z
  .int("Must be a whole number.")
  .min(1, "Must be at least 1.")
  .max(99_999_999_999, "Must be at most 99999999999.")
  .optional()
  .meta({ description: "In the minor unit of the payment's currency. Defaults to everything that is left." });

export const listAllPaymentsEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/payments",
  summary: "List payments of all users",
  description: "Newest first. Abandoned Checkout sessions are not payments.",
  access: "admin:*",
  query: listQuery.extend(filter.shape),
  success: { status: 200, schema: page(adminPaymentView) },
  example: { answer: { data: [exampleAdminPayment], nextCursor: null } },
});

export const previewRefundEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/payments/{id}/refunds/preview",
  summary: "Preview a refund",
  description:
    "The credits that a refund would take back and the debt it would leave. It is exact: the refund is made in a transaction that is rolled back. Nothing is changed.",
  access: "admin:*",
  params: payment,
  body: z.strictObject({ amountCents }),
  success: { status: 200, schema: refundPreviewView },
  example: { params: PAYMENT, body: { amountCents: 1000 }, answer: exampleRefundPreview },
  problems: ["nothing_to_refund", "refund_refused", "account_deleted", ...FROM_STRIPE],
});

export const refundPaymentEndpoint = define({
  method: "POST",
  path: "/api/v1/admin/payments/{id}/refunds",
  summary: "Refund a payment",
  description:
    "Refunds a payment in Stripe, in full or in part, and takes back the same share of its credits at once. Credits that were spent become debt. A key, in the header `Idempotency-Key` or in the body, is required: requests with the same key refund once, and a key that was used with another amount is refused.",
  access: "admin:*",
  identity: "recent",
  params: payment,
  body: z.strictObject({
    amountCents,
    reason: refundReason.meta({ description: "Recorded in the audit log." }),
    idempotencyKey: idempotencyKey.optional(),
  }),
  success: { status: 201, schema: z.object({ payment: adminPaymentView }) },
  example: {
    params: PAYMENT,
    body: { amountCents: 1000, reason: "Charged twice", idempotencyKey: "ticket-1187" },
    answer: { payment: { ...exampleAdminPayment, status: "PARTIALLY_REFUNDED", refundedCents: 1000 } },
  },
  problems: [
    "nothing_to_refund",
    "refund_refused",
    "account_deleted",
    "change_in_progress",
    "idempotency_key_reused",
    ...FROM_STRIPE,
  ],
});

export const exportPaymentsEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/export/payments.csv",
  summary: "Export payments",
  description: "The payments of GET /admin/payments as a CSV file (RFC 4180), all of them, newest first.",
  access: "admin:*",
  query: filter,
  success: { status: 200, schema: z.string(), mediaType: "text/csv" },
});

export const exportEntriesEndpoint = define({
  method: "GET",
  path: "/api/v1/admin/export/entries.csv",
  summary: "Export ledger entries",
  description:
    "Ledger entries as a CSV file (RFC 4180). Without `user`, those of all accounts: by time when `from` is given, otherwise by account and number.",
  access: "admin:*",
  account: "none",
  query: z.object({
    user: text(255).min(1).optional().meta({ description: "A user's or account's id, email address or external id." }),
    type: z.enum(ENTRY_TYPES).optional(),
    from: instant.optional().meta({ description: "At or after this time; a day starts at 00:00 UTC." }),
    to: until.optional(),
  }),
  success: { status: 200, schema: z.string(), mediaType: "text/csv" },
});
