import type { BillingInterval } from "@/lib/catalog/types";

export type SubscriptionStatus =
  | "INCOMPLETE"
  | "INCOMPLETE_EXPIRED"
  | "TRIALING"
  | "ACTIVE"
  | "PAST_DUE"
  | "UNPAID"
  | "PAUSED"
  | "CANCELED"
  | "UNKNOWN";

export type PaymentStatus = "PENDING" | "SUCCEEDED" | "FAILED" | "REFUNDED" | "PARTIALLY_REFUNDED" | "DISPUTED";

/** The subscription a person is on now, free or paid. */
export type SubscriptionView = {
  id: string;
  status: SubscriptionStatus;
  plan: { key: string; name: string; isFree: boolean; version: number; creditsPerMonth: bigint };
  /** Null on a free plan. */
  price: { id: string; interval: BillingInterval; amountCents: number; currency: string } | null;
  currentPeriodStart: Date;
  currentPeriodEnd: Date | null;
  paidThrough: Date | null;
  cancelAtPeriodEnd: boolean;
  /** When it will end, if it will; set for both kinds of scheduled cancellation. */
  endsAt: Date | null;
  trialEndsAt: Date | null;
  /** The next window's moment and amount; null when none will come. */
  nextRefill: { at: Date; credits: bigint } | null;
};

export type PaymentView = {
  id: string;
  kind: "SUBSCRIPTION" | "PACK";
  status: PaymentStatus;
  description: string;
  amountCents: number;
  currency: string;
  refundedCents: number;
  methodBrand: string | null;
  methodLast4: string | null;
  receiptUrl: string | null;
  invoiceUrl: string | null;
  invoicePdfUrl: string | null;
  invoiceNumber: string | null;
  failureMessage: string | null;
  paidAt: Date | null;
  createdAt: Date;
};

export type BillingEventView = {
  id: string;
  type: string;
  description: string;
  amountCents: number | null;
  currency: string | null;
  credits: bigint | null;
  paymentId: string | null;
  occurredAt: Date;
};

export type Page<Item> = { data: Item[]; nextCursor: string | null };

/** Why a purchase or change could not begin. Each has one sentence and one HTTP status in lib/api/problems.ts. */
export type BillingRefusal =
  | { ok: false; reason: "unknown_price" | "unknown_pack" | "unknown_session" }
  | { ok: false; reason: "quantity_too_large" }
  | { ok: false; reason: "already_subscribed" }
  | { ok: false; reason: "no_billing_account" }
  | { ok: false; reason: "stripe_unavailable" };

export type CheckoutStarted = { ok: true; url: string; sessionId: string } | BillingRefusal;
