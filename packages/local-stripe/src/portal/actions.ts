import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { attachQuietly, createCardMethod } from "../payments/attach";
import type { CardFields } from "../payments/card-form";
import { detach } from "../payments/detach";
import { buildSetupIntent } from "../payments/objects/setup-intent";
import { cancelByApi } from "../subscriptions/cancel-by-api";
import { periodOf } from "../subscriptions/periods";
import { planEnd } from "../subscriptions/plan-end";
import { releaseSchedule } from "../subscriptions/schedules/close";

export interface CancelRequest {
  mode: string;
  /** What happens to unused time when the cancellation is immediate. */
  proration: string;
  comment: string | null;
  feedback: string | null;
}

/** In flexible billing the portal plans the end as `cancel_at`; `cancel_at_period_end` stays false. */
export function cancelFromPortal(tx: Tx, subscription: Tables["subscription"], request: CancelRequest): void {
  const details = { comment: request.comment, feedback: request.feedback };
  if (request.mode === "immediately") {
    cancelByApi(tx, subscription.id, {
      why: { ...details, reason: "cancellation_requested" },
      prorate: request.proration !== "none",
      invoiceNow: request.proration === "always_invoice",
    });
    return;
  }
  if (subscription.schedule !== null) releaseSchedule(tx, subscription.schedule);
  const isClassic = subscription.billing_mode.type === "classic";
  planEnd(tx, subscription.id, {
    ...(isClassic ? { cancelAtPeriodEnd: true } : { cancelAt: periodOf(subscription).end }),
    details,
  });
}

export function resumeFromPortal(tx: Tx, subscription: Tables["subscription"]): void {
  planEnd(tx, subscription.id, { cancelAt: null });
}

export type AddCard = { kind: "added" } | { kind: "declined"; message: string };

/** Saves a card and makes it the one that pays: for the customer, and for each live subscription with its own. */
export function addCard(tx: Tx, customer: string, input: CardFields, email: string | null): AddCard {
  const method = createCardMethod(tx, {
    ...input,
    billing: { address: null, email, name: input.name, phone: null, tax_id: null },
    allowRedisplay: "always",
  });
  const setup = tx.put(
    "setup_intent",
    buildSetupIntent({
      id: newId("seti"),
      created: tx.now,
      customer,
      description: null,
      metadata: {},
      paymentMethod: method.id,
      usage: "off_session",
    }),
  );
  tx.emit("setup_intent.created", "setup_intent", setup.id);
  const refusal = input.card.attach;
  if (refusal !== null) {
    tx.patch("setup_intent", setup.id, {
      payment_method: null,
      status: "requires_payment_method",
      last_setup_error: {
        code: refusal.code,
        decline_code: refusal.declineCode,
        message: refusal.message,
        type: "card_error",
      },
    });
    tx.emit("setup_intent.setup_failed", "setup_intent", setup.id);
    return { kind: "declined", message: refusal.message };
  }
  tx.patch("vault", method.id, { authenticated: true });
  tx.patch("setup_intent", setup.id, { status: "succeeded" });
  tx.emit("setup_intent.succeeded", "setup_intent", setup.id);
  attachQuietly(tx, method.id, customer);
  makeDefault(tx, customer, method.id);
  return { kind: "added" };
}

export function makeDefault(tx: Tx, customer: string, method: string): void {
  const row = tx.need("customer", customer);
  tx.patch("customer", customer, { invoice_settings: { ...row.invoice_settings, default_payment_method: method } });
  for (const subscription of tx.where("subscription", "customer", customer)) {
    if (subscription.ended_at !== null) continue;
    if (subscription.default_payment_method !== null) {
      tx.patch("subscription", subscription.id, { default_payment_method: method });
    }
  }
}

export function removeCard(tx: Tx, customer: string, method: string): void {
  if (tx.get("payment_method", method)?.customer === customer) detach(tx, method);
}
