import { type BillingReader, type BillingUser, ignored, nothing, type Write } from "@/lib/billing/context";
import { syncInvoice } from "@/lib/billing/sync/sync-invoice";
import { fetchInvoiceOfCreditNote } from "@/lib/stripe/credit-notes";

/** Syncs a credit note's invoice, with all its credit notes. */
export async function syncCreditNote(
  reader: BillingReader,
  user: BillingUser,
  creditNoteId: string,
  now: Date,
): Promise<Write> {
  const invoiceId = await fetchInvoiceOfCreditNote(reader.stripe, creditNoteId);
  if (!invoiceId) return nothing(ignored(`Stripe has no credit note ${creditNoteId}.`));
  return syncInvoice(reader, user, invoiceId, now);
}
