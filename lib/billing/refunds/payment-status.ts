import { type Returned, returnedOf } from "@/lib/billing/refunds/returned-cents";
import type { PaymentStatus } from "@/lib/generated/prisma/client";

/** The status of a payment that succeeded, given its refunds and disputes. */
export function paymentStatusOf(payment: Returned): PaymentStatus {
  if (payment.disputes.some(({ status }) => status === "OPEN" || status === "LOST")) return "DISPUTED";
  return STATUSES[returnedOf(payment)];
}

const STATUSES = { nothing: "SUCCEEDED", part: "PARTIALLY_REFUNDED", all: "REFUNDED" } as const;
