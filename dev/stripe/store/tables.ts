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
  balance_transaction: Wire<Stripe.BalanceTransaction>;
  subscription: Wire<Stripe.Subscription>;
  invoice: Wire<Stripe.Invoice>;
  invoiceitem: Wire<Stripe.InvoiceItem>;
  invoice_payment: Wire<Stripe.InvoicePayment>;
  checkout_session: Wire<Stripe.Checkout.Session>;
  checkout_plan: CheckoutPlan;
  portal_configuration: Wire<Stripe.BillingPortal.Configuration>;
  portal_session: Wire<Stripe.BillingPortal.Session>;
  webhook_endpoint: Wire<Stripe.WebhookEndpoint>;
  deleted: DeletedStub;
  event: StoredEvent;
  delivery: Delivery;
  due: Due;
  idempotency: StoredReply;
  vault: VaultedCard;
  setting: Setting;
}

export type TableName = keyof Tables;

/** What a Checkout session was asked to do and does not show: it is carried out when the buyer pays. */
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
  customerUpdate: { name: boolean; address: boolean };
  lineItems: Wire<Stripe.LineItem>[];
  /** The intent of an attempt that did not succeed yet; the next attempt reuses it, as Stripe does. */
  paymentIntent: string | null;
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

export type DueKind =
  | "subscription.period_end"
  | "subscription.cancel_at"
  | "subscription.trial_will_end"
  | "subscription.incomplete_expires"
  | "invoice.upcoming"
  | "invoice.finalize"
  | "invoice.retry"
  | "checkout.expire"
  | "delivery.retry"
  | "idempotency.forget";

export interface StoredReply {
  id: string;
  fingerprint: string;
  status: number;
  body: string;
  requestId: string;
}

/** The number behind a payment method: it decides how the card behaves. Only published test numbers get here. */
export interface VaultedCard {
  id: string;
  number: string;
  /** A 3-D Secure card that was authenticated while being set up needs no challenge for later off-session use. */
  authenticated: boolean;
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
  "balance_transaction",
  "subscription",
  "invoice",
  "invoiceitem",
  "invoice_payment",
  "checkout_session",
  "checkout_plan",
  "portal_configuration",
  "portal_session",
  "webhook_endpoint",
  "deleted",
  "event",
  "delivery",
  "due",
  "idempotency",
  "vault",
  "setting",
];
