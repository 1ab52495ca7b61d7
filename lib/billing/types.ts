import type { SubscriptionStatus } from "@/lib/billing/subscription-status";
import type { BillingInterval } from "@/lib/catalog/types";
import type { StripeRefusal } from "@/lib/stripe/refusals";

export const PAYMENT_KINDS = ["SUBSCRIPTION", "PACK"] as const;

export const PAYMENT_STATUSES = [
  "PENDING",
  "SUCCEEDED",
  "FAILED",
  "REFUNDED",
  "PARTIALLY_REFUNDED",
  "DISPUTED",
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** How a payment was made. */
export const PAYMENT_ORIGINS = ["CHECKOUT", "INVOICE", "TOP_UP", "AUTO_TOP_UP"] as const;
export type PaymentOrigin = (typeof PAYMENT_ORIGINS)[number];

/** How a plan's payments are collected: charged automatically, or by sent invoices. */
export const COLLECTION_METHODS = ["AUTOMATIC", "INVOICE"] as const;
export type CollectionMethod = (typeof COLLECTION_METHODS)[number];

/** A voided invoice is not payable. */
export const INVOICE_STATUSES = ["OPEN", "PAID", "VOID"] as const;

/** The user's current subscription, free or paid. */
export type SubscriptionView = {
  id: string;
  status: SubscriptionStatus;
  plan: { key: string; name: string; isFree: boolean; version: number; creditsPerMonth: bigint };
  /** Null on a free plan. */
  price: { id: string; interval: BillingInterval; amountCents: number; currency: string } | null;
  /** The charged quantity: the price is per unit. */
  quantity: number;
  /** A full month's refill. The plan's credits are per unit. */
  monthlyCredits: bigint;
  currentPeriodStart: Date;
  currentPeriodEnd: Date | null;
  paidThrough: Date | null;
  cancelAtPeriodEnd: boolean;
  /** When it will end, if it will; set for both kinds of scheduled cancellation. */
  endsAt: Date | null;
  trialEndsAt: Date | null;
  /** The end of free days, or of time that started without a charge; null when there is none, and in a first trial. */
  freeUntil: Date | null;
  /** The scheduled plan change; null when there is none. */
  scheduledChange: ScheduledChange | null;
  collection: CollectionView;
  /** The free plan, while it applies beside an unpaid one; otherwise null. */
  meanwhile: { name: string; creditsPerMonth: bigint } | null;
  /**
   * The name of the free plan that takes over when this one ends; null on the free plan, where there is none, and for a user
   * who has not had it yet.
   */
  freePlan: string | null;
  /** The next automatic refill, with scheduled changes; null when there is none. */
  nextRefill: { at: Date; credits: bigint } | null;
};

/** How a plan's payments are collected. */
export type CollectionView = {
  method: CollectionMethod;
  /** Nobody is charged, and unpaid time grants no credits. */
  paused: boolean;
  /** When the pause ends; null until further notice. */
  resumesAt: Date | null;
  /** A sent, unpaid invoice. */
  invoice: { url: string | null; amountCents: number; currency: string; dueAt: Date | null } | null;
};

/** A current or future plan, with its price. */
export type PlanAtPrice = {
  plan: { key: string; name: string; creditsPerMonth: bigint };
  price: { id: string; interval: BillingInterval; amountCents: number; currency: string };
};

/**
 * The kind of a change: more credits a month, fewer, or another interval. `same` is a change to the current plan, which
 * undoes a scheduled change.
 */
export const CHANGE_KINDS = ["upgrade", "downgrade", "interval", "same"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** For `quantity` and `monthlyCredits` see SubscriptionView; plan and price are per unit. */
export type ScheduledChange = PlanAtPrice & { at: Date; kind: ChangeKind; quantity: number; monthlyCredits: bigint };

export type InvoiceView = {
  /** Stripe's. */
  id: string;
  number: string | null;
  status: (typeof INVOICE_STATUSES)[number];
  description: string;
  /** The total, before the customer balance and credit notes. */
  amountCents: number;
  currency: string;
  /** Its page in Stripe, where an open invoice can be paid; null when it is void. */
  url: string | null;
  pdfUrl: string | null;
  /** The due date of a sent invoice; null for one that is charged automatically. */
  dueAt: Date | null;
  paymentId: string;
  paidAt: Date | null;
  createdAt: Date;
};

export type PaymentView = {
  id: string;
  kind: (typeof PAYMENT_KINDS)[number];
  origin: PaymentOrigin;
  status: PaymentStatus;
  description: string;
  /** What was paid; until then, what is due. */
  amountCents: number;
  currency: string;
  /** The invoice's total; null without an invoice. */
  invoicedCents: number | null;
  /** What the customer balance paid. */
  balanceCents: number;
  refundedCents: number;
  /** Returned by credit notes other than by refunds. */
  creditedCents: number;
  methodBrand: string | null;
  methodLast4: string | null;
  receiptUrl: string | null;
  invoiceUrl: string | null;
  invoicePdfUrl: string | null;
  invoiceNumber: string | null;
  failureMessage: string | null;
  /** Whether the bank asks the buyer to confirm a charge of the saved card. */
  waitsForBank: boolean;
  /** The due date of a sent invoice. */
  dueAt: Date | null;
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

/**
 * Why a purchase or a plan change was refused. Each has a row in lib/refusals. lib/stripe/refusals.ts reads Stripe's
 * own refusals.
 */
export type BillingRefusal =
  | { ok: false; reason: "unknown_price" | "unknown_pack" | "unknown_session" }
  | { ok: false; reason: "quantity_too_large" }
  /** The pack is sold in other amounts, or only as it is. */
  | { ok: false; reason: "credits_not_sold" }
  /** The balance would exceed MAX_BALANCE. */
  | { ok: false; reason: "balance_out_of_range" }
  | { ok: false; reason: "already_subscribed" }
  /** The plan starts with a trial, which this card or user has had, or which the payment method does not support. */
  | { ok: false; reason: "trial_refused"; why: "claimed_before" | "unidentified_method" }
  /** The plan starts with a trial, which requires a verified address. */
  | { ok: false; reason: "email_not_verified" }
  /** There is no paid plan to change or cancel: buy one. */
  | { ok: false; reason: "not_subscribed" }
  | { ok: false; reason: "same_price" }
  /** An admin moves the subscribers of this version to a newer one. */
  | { ok: false; reason: "terms_change" }
  /** The plan is set to end: undo that first. */
  | { ok: false; reason: "cancellation_scheduled" }
  /** The last invoice is unpaid: pay it first. */
  | { ok: false; reason: "payment_overdue" }
  /** Collection is paused, or the plan is paid by invoice: the admin who arranged that has to make the change. */
  | { ok: false; reason: "collection_by_hand" }
  /** The preview is too old: show it again. */
  | { ok: false; reason: "preview_expired" }
  /** Plans end with their period here, not immediately. */
  | { ok: false; reason: "cancel_now_not_allowed" }
  | { ok: false; reason: "no_billing_account" }
  | { ok: false; reason: "no_saved_card" }
  | { ok: false; reason: "unknown_payment_method"; sentence: string }
  /** `sentence` is Stripe's, for the card's owner. */
  | { ok: false; reason: "card_declined"; sentence: string; paymentId: string | null }
  | { ok: false; reason: "idempotency_key_reused" }
  /** The monthly limit is below the price of one pack. */
  | { ok: false; reason: "cap_below_pack"; packCents: number }
  | { ok: false; reason: "too_many_purchases"; retryAfterSeconds: number }
  /** Another change for the same user is being made in Stripe. */
  | { ok: false; reason: "change_in_progress"; retryAfterSeconds: number }
  /** Stripe did not respond to a charge. */
  | { ok: false; reason: "payment_unknown" }
  | StripeRefusal;

/** A user's auto top-up settings and status. Null means never set. */
export type AutoTopupView = {
  enabled: boolean;
  thresholdCredits: bigint | null;
  pack: { id: string; key: string; name: string } | null;
  /** In minor units of `currency`, like the amount spent. */
  monthlyCapCents: number | null;
  currency: string | null;
  /** In the calendar month, UTC. */
  spentThisMonthCents: number;
  /** A payment is processing. */
  inFlight: boolean;
  /** In a row. */
  declines: number;
  /** The earliest time of the next attempt; null when it need not wait. */
  nextAttemptAt: Date | null;
  stoppedReason: AutoTopupStop | null;
  /** The payment that requires authentication by its owner. */
  paymentToConfirm: string | null;
  card: SavedCardView | null;
};

/** Why it stopped by itself, or waits for the end of the month. */
export const AUTO_TOPUP_STOPS = ["declined", "action_required", "no_card", "pack_gone", "cap_reached"] as const;
export type AutoTopupStop = (typeof AUTO_TOPUP_STOPS)[number];

export type SavedCardView = { brand: string; last4: string | null; expMonth: number | null; expYear: number | null };

/** `Opened`: what shows it, the address of Stripe's page or the client secret for a page of the app. */
export type CheckoutStarted<Opened extends object> = ({ ok: true; sessionId: string } & Opened) | BillingRefusal;
