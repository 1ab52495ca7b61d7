import { shownEmail } from "@/lib/account/placeholder-email";
import { eachPayment, type OwnedPayment, type PaymentFilter } from "@/lib/billing/purchases/list-all-payments";
import type { Db } from "@/lib/db";
import { writeCsv } from "@/lib/format/write-csv";

/** All payments that match, as lines of a CSV file, read while they are written. */
export function exportPayments(db: Db, filter: PaymentFilter): AsyncGenerator<string> {
  return writeCsv(COLUMNS, toRows(eachPayment(db, filter)));
}

const COLUMNS = [
  "id",
  "userId",
  "email",
  "externalId",
  "kind",
  "origin",
  "status",
  "description",
  "amountCents",
  "currency",
  "invoicedCents",
  "balanceCents",
  "refundedCents",
  "creditedCents",
  "methodBrand",
  "methodLast4",
  "failureMessage",
  "declineCode",
  "invoiceNumber",
  "stripePaymentIntentId",
  "stripeInvoiceId",
  "createdAt",
  "paidAt",
] as const;

async function* toRows(pages: AsyncIterable<OwnedPayment[]>): AsyncGenerator<Record<string, unknown>[]> {
  for await (const payments of pages) {
    yield payments.map((payment) => ({
      ...payment,
      email: shownEmail(payment.user.email),
      externalId: payment.user.externalId,
      createdAt: payment.createdAt.toISOString(),
      paidAt: payment.paidAt?.toISOString(),
    }));
  }
}
