import type { RefundPreviewed } from "@/lib/billing/purchases/preview-refund";
import type { RefundResult } from "@/lib/billing/purchases/refund-payment";
import { formatMoney } from "@/lib/format/money";
import { userSentence } from "@/lib/refusals/user-sentence";

type Refusal = Extract<RefundPreviewed | RefundResult, { ok: false }>;

/** Why a payment was not refunded, for an admin. */
export function refundSentence(refusal: Refusal, currency: string): string {
  switch (refusal.reason) {
    case "unknown_payment":
      return "This payment no longer exists.";
    case "nothing_to_refund":
      return "There is nothing left to refund.";
    case "account_deleted":
      return "The account was deleted, and nothing is recorded for it anymore. Refund the payment in Stripe.";
    case "idempotency_key_reused":
      return "This form was already sent with another amount. Reload the page.";
    case "exceeds_payment":
      return `At most ${formatMoney(refusal.refundableCents, currency)} can be refunded. Enter an amount between zero and that.`;
    case "refund_refused":
      return `It cannot be refunded. ${refusal.detail}`;
    default:
      return userSentence(refusal.reason);
  }
}
