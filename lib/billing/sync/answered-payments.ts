import { fromMetadata } from "@/lib/billing/packs/pack-terms";
import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import type { InvoiceWithPayment } from "@/lib/billing/sync/types";
import type { Db } from "@/lib/db";
import type { PaymentFacts } from "@/lib/stripe/payment-intents";

/**
 * The payments that were read with a subscription's invoices and that a sync of their own would not change, each with the
 * sentence that it would end with. A payment with refunds or disputes needs one, and so does a pack's.
 */
export async function answeredPayments(
  db: Db,
  read: readonly Pick<InvoiceWithPayment, "invoice" | "payment">[],
): Promise<ReadonlyMap<string, string>> {
  const plain = read.flatMap(({ invoice, payment }) => (payment && isPlain(payment) ? [{ invoice, payment }] : []));
  if (plain.length === 0) return new Map();
  const rows = await db.payment.findMany({
    where: { stripeInvoiceId: { in: plain.map(({ invoice }) => invoice.id) } },
    include: WITH_RETURNS,
  });
  const rowOf = new Map(rows.map((row) => [row.stripeInvoiceId, row]));
  return new Map(
    plain.flatMap(({ invoice, payment }) => {
      const row = rowOf.get(invoice.id);
      if (!row || row.refunds.length + row.disputes.length > 0) return [];
      return [[payment.id, `${row.description}: the payment is ${payment.state}.`]];
    }),
  );
}

function isPlain({ refundedCents, disputed, metadata }: PaymentFacts): boolean {
  return refundedCents === 0 && !disputed && !fromMetadata(metadata);
}
