import type { BillingEventView, InvoiceView, Page, PaymentView } from "@/lib/billing/types";
import type { Db } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { isUuid } from "@/lib/is-uuid";

export type PageRequest = { cursor?: string; limit: number };

/** The user's billing history, newest first. */
export async function listBillingEvents(db: Db, userId: string, page: PageRequest): Promise<Page<BillingEventView>> {
  const rows = await db.billingEvent.findMany({
    where: { userId },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
    ...after(page),
  });
  return pageOf(rows, page.limit);
}

/** The user's payments, newest first. Abandoned or expired Checkout sessions are not payments. */
export async function listPayments(db: Db, userId: string, page: PageRequest): Promise<Page<PaymentView>> {
  const rows = await db.payment.findMany({
    where: { userId, NOT: { stripePaymentIntentId: null, stripeInvoiceId: null, paidAt: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...after(page),
  });
  return pageOf(rows, page.limit);
}

/** The invoices of a user's subscriptions with an amount to pay, newest first. */
export async function listInvoices(db: Db, userId: string, page: PageRequest): Promise<Page<InvoiceView>> {
  const rows = await db.payment.findMany({
    where: { userId, stripeInvoiceId: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    ...after(page),
  });
  const { data, nextCursor } = pageOf(rows, page.limit);
  return { data: data.map(toInvoice), nextCursor };
}

function toInvoice(payment: Payment): InvoiceView {
  const { description, amountCents, currency, invoiceUrl: url, invoicePdfUrl: pdfUrl, paidAt, createdAt } = payment;
  return {
    id: payment.stripeInvoiceId ?? "",
    number: payment.invoiceNumber,
    status: paidAt ? "PAID" : url ? "OPEN" : "VOID",
    description,
    amountCents: payment.invoicedCents ?? amountCents,
    currency,
    url,
    pdfUrl,
    dueAt: payment.dueAt,
    paymentId: payment.id,
    paidAt,
    createdAt,
  };
}

/** A cursor is the id of the last row returned. An invalid or unknown one starts from the top. */
function after({ cursor, limit }: PageRequest) {
  const take = { take: limit + 1 };
  return cursor && isUuid(cursor) ? { ...take, cursor: { id: cursor }, skip: 1 } : take;
}

function pageOf<Item extends { id: string }>(rows: Item[], limit: number): Page<Item> {
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}
