import { billingProblem } from "@/lib/api/http/billing-problem";
import { type Problem, problem } from "@/lib/api/http/problems";
import type { RefundPreviewed } from "@/lib/billing/purchases/preview-refund";
import type { RefundResult } from "@/lib/billing/purchases/refund-payment";

/** Why a payment was not refunded, as a problem. */
export function paymentRefundProblem(refusal: Extract<RefundPreviewed | RefundResult, { ok: false }>): Problem {
  switch (refusal.reason) {
    case "unknown_payment":
    case "nothing_to_refund":
    case "account_deleted":
    case "idempotency_key_reused":
      return problem(refusal.reason);
    case "exceeds_payment":
      return problem(refusal.reason, refusal);
    case "refund_refused":
      return problem(refusal.reason, refusal);
    default:
      return billingProblem(refusal);
  }
}
