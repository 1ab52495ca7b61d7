import type { Tone } from "@/components/ui/chip";
import type { PaymentNeed } from "@/lib/billing/purchases/list-all-payments";
import type { PaymentStatus } from "@/lib/billing/types";
import type { PaymentKind, PaymentOrigin } from "@/lib/generated/prisma/client";

export const paymentStatuses: Record<PaymentStatus, { name: string; tone: Tone }> = {
  PENDING: { name: "Processing", tone: "warn" },
  SUCCEEDED: { name: "Paid", tone: "good" },
  FAILED: { name: "Failed", tone: "bad" },
  REFUNDED: { name: "Refunded", tone: "plain" },
  PARTIALLY_REFUNDED: { name: "Partially refunded", tone: "plain" },
  DISPUTED: { name: "Disputed", tone: "warn" },
};

export const paymentKinds: Record<PaymentKind, string> = { SUBSCRIPTION: "Subscription", PACK: "Pack" };

export const paymentNeeds: Record<PaymentNeed, string> = {
  answer: "An answer to its dispute",
  collection: "To be collected",
};

export const paymentOrigins: Record<PaymentOrigin, string> = {
  CHECKOUT: "Checkout",
  INVOICE: "Invoice",
  TOP_UP: "Top-up with the saved card",
  AUTO_TOP_UP: "Auto top-up",
};

/** Why a payment failed: the bank's code in words, and Stripe's sentence when there is one. */
export function failureText({ declineCode, failureMessage }: FailedPayment): string {
  const code = declineCode?.replaceAll("_", " ");
  return [code && code.charAt(0).toUpperCase() + code.slice(1), failureMessage].filter(Boolean).join(": ");
}

type FailedPayment = { declineCode: string | null; failureMessage: string | null };
