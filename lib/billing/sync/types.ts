import type { CreditNoteFacts } from "@/lib/stripe/credit-notes";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import type { PaymentFacts } from "@/lib/stripe/payment-intents";
import type { DisputeFacts, RefundFacts } from "@/lib/stripe/refunds";

/** All that went back of a payment, or is on its way back. */
export type MoneyBack = { refunds: RefundFacts[]; disputes: DisputeFacts[]; creditNotes: CreditNoteFacts[] };

export type InvoiceWithPayment = {
  invoice: InvoiceFacts;
  /** The payment that it asks for; null where nothing was to pay, or what it was is on record. */
  payment: PaymentFacts | null;
  /** All that went back of it; null where its credit notes give no reason to ask. */
  moneyBack: MoneyBack | null;
};
