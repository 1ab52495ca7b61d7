import type Stripe from "stripe";
import type { JsonObject, Wire } from "../wire";

/** Everything the server remembers. Stripe's objects are stored as they travel, unexpanded. */
export interface Tables {
  customer: Wire<Stripe.Customer>;
  product: Wire<Stripe.Product>;
  price: Wire<Stripe.Price>;
  payment_method: Wire<Stripe.PaymentMethod>;
  payment_intent: Wire<Stripe.PaymentIntent>;
  setup_intent: Wire<Stripe.SetupIntent>;
  charge: Wire<Stripe.Charge>;
  refund: Wire<Stripe.Refund>;
  dispute: Wire<Stripe.Dispute>;
  balance_transaction: Wire<Stripe.BalanceTransaction>;
  subscription: Wire<Stripe.Subscription>;
  subscription_schedule: Wire<Stripe.SubscriptionSchedule>;
  test_clock: Wire<Stripe.TestHelpers.TestClock>;
  invoice: Wire<Stripe.Invoice>;
  invoiceitem: Wire<Stripe.InvoiceItem>;
  invoice_payment: Wire<Stripe.InvoicePayment>;
  coupon: Wire<Stripe.Coupon>;
  coupon_terms: CouponTerms;
  promotion_code: Wire<Stripe.PromotionCode>;
  discount: Wire<Stripe.Discount>;
  customer_balance_transaction: Wire<Stripe.CustomerBalanceTransaction>;
  price_terms: PriceTerms;
  credit_note: Wire<Stripe.CreditNote>;
  checkout_session: Wire<Stripe.Checkout.Session>;
  checkout_plan: CheckoutPlan;
  portal_configuration: Wire<Stripe.BillingPortal.Configuration>;
  portal_session: Wire<Stripe.BillingPortal.Session>;
  webhook_endpoint: Wire<Stripe.WebhookEndpoint>;
  deleted: DeletedStub;
  event: StoredEvent;
  delivery: Delivery;
  due: Due;
  /** What falls due on a test clock, whose time stands still between two advances. */
  clock_due: ClockDue;
  idempotency: StoredReply;
  vault: VaultedCard;
  setting: Setting;
}

export type TableName = keyof Tables;

/** What a Checkout session does when the buyer pays and its object does not show. */
export interface CheckoutPlan {
  id: string;
  subscriptionMetadata: Record<string, string>;
  subscriptionDescription: string | null;
  trialEnd: number | null;
  trialPeriodDays: number | null;
  trialMissingPaymentMethod: string | null;
  intentMetadata: Record<string, string>;
  intentDescription: string | null;
  receiptEmail: string | null;
  setupFutureUsage: "off_session" | "on_session" | null;
  captureMethod: "automatic" | "automatic_async" | "manual" | null;
  customerUpdate: { name: boolean; address: boolean };
  lineItems: Wire<Stripe.LineItem>[];
  /** What is taken off when the buyer pays; the same coupon is redeemed then, not before. */
  discount?: { coupon: string; promotionCode: string | null } | null;
  /** The intent of an attempt that did not succeed yet; the next attempt reuses it, as Stripe does. */
  paymentIntent: string | null;
}

/** What a coupon shows only when expanded. */
export interface CouponTerms {
  id: string;
  /** The products it is limited to; null is all. */
  products: string[] | null;
  /** Amounts off in further currencies. */
  amounts: Record<string, number>;
}

/** A price in further currencies, shown only when expanded. */
export interface PriceTerms {
  id: string;
  options: Record<string, CurrencyOption>;
}

export interface CurrencyOption {
  unit_amount: number | null;
  unit_amount_decimal: string;
  tax_behavior: string | null;
}

export interface DeletedStub {
  id: string;
  object: string;
  deleted: true;
}

/** An event as stored; its `data` never changes, whatever happens to the object later. */
export interface StoredEvent {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: JsonObject; previous_attributes?: JsonObject };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null } | null;
  type: string;
}

export interface DeliveryAttempt {
  /** Engine seconds. */
  at: number;
  /** Wall milliseconds. */
  wallMs: number;
  durationMs: number;
  status: number | null;
  error: string | null;
  responseBody: string;
  responseHeaders: Record<string, string>;
}

/** One event on its way to one endpoint; see `deliveryId`. */
export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: "pending" | "held" | "succeeded" | "retrying" | "failed";
  attempts: DeliveryAttempt[];
  nextAttemptAt: number | null;
}

/** Something the engine has to do at a given engine second; one per kind and subject. */
export interface Due {
  id: string;
  kind: DueKind;
  subject: string;
  at: number;
  /** The event whose answer this waits for, if any. */
  event: string | null;
}

/** Like a due, on the list of one test clock. */
export interface ClockDue extends Due {
  clock: string;
}

export type DueKind =
  | "subscription.period_end"
  | "subscription.cancel_at"
  | "subscription.trial_will_end"
  | "subscription.incomplete_expires"
  | "subscription.pending_expires"
  | "subscription.resume_collection"
  | "subscription_schedule.phase"
  | "subscription_schedule.expiring"
  | "invoice.upcoming"
  | "invoice.past_due"
  | "invoice.resumption_expires"
  | "test_clock.step"
  | "invoice.finalize"
  | "invoice.retry"
  | "checkout.expire"
  | "coupon.expire"
  | "promotion_code.expire"
  | "delivery.retry"
  | "event.expire"
  | "idempotency.forget"
  | "payment.arrive"
  | "payment.release"
  | "dispute.open"
  | "dispute.decide"
  | "refund.settle";

export interface StoredReply {
  id: string;
  fingerprint: string;
  status: number;
  body: string;
  requestId: string;
}

/** The number behind a payment method, which decides how it behaves. Only published test numbers get here. */
export interface VaultedCard {
  id: string;
  number: string;
  /** A 3-D Secure card that was authenticated while being set up needs no challenge for later off-session use. */
  authenticated: boolean;
  /** Detached, or used once without a customer: no payment and no customer takes it again. */
  usedUp?: boolean;
}

export interface Setting {
  id: string;
  value: number | string | boolean;
}

export const tableNames: readonly TableName[] = [
  "customer",
  "product",
  "price",
  "payment_method",
  "payment_intent",
  "setup_intent",
  "charge",
  "refund",
  "dispute",
  "balance_transaction",
  "subscription",
  "subscription_schedule",
  "test_clock",
  "invoice",
  "invoiceitem",
  "invoice_payment",
  "coupon",
  "coupon_terms",
  "promotion_code",
  "discount",
  "customer_balance_transaction",
  "price_terms",
  "credit_note",
  "checkout_session",
  "checkout_plan",
  "portal_configuration",
  "portal_session",
  "webhook_endpoint",
  "deleted",
  "event",
  "delivery",
  "due",
  "clock_due",
  "idempotency",
  "vault",
  "setting",
];
