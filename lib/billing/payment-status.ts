import { refundedCents } from "@/lib/billing/returned-cents";
import type { Dispute, PaymentStatus, Refund } from "@/lib/generated/prisma/client";

type Paid = {
  amountCents: number;
  refunds: Pick<Refund, "status" | "amountCents">[];
  disputes: Pick<Dispute, "status">[];
};

/** The status of a payment that succeeded, by what was given or taken back since. */
export function paymentStatusOf({ amountCents, refunds, disputes }: Paid): PaymentStatus {
  if (disputes.some(({ status }) => status === "OPEN" || status === "LOST")) return "DISPUTED";
  const refunded = refundedCents(refunds);
  if (refunded === 0) return "SUCCEEDED";
  return refunded >= amountCents ? "REFUNDED" : "PARTIALLY_REFUNDED";
}
