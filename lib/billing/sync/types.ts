import type { CreditNoteFacts } from "@/lib/stripe/credit-notes";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import type { PaymentFacts } from "@/lib/stripe/payment-intents";
import type { DisputeFacts, RefundFacts } from "@/lib/stripe/refunds";

/** Everything that was refunded or disputed of a payment, or is pending. */
export type MoneyBack = { refunds: RefundFacts[]; disputes: DisputeFacts[]; creditNotes: CreditNoteFacts[] };

export type InvoiceWithPayment = {
  invoice: InvoiceFacts;
  /** The payment it asks for; null when there was nothing to pay, or it is already recorded. */
  payment: PaymentFacts | null;
  /** Its refunds; null when its credit notes give no reason to read them. */
  moneyBack: MoneyBack | null;
};
