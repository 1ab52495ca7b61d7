import { newId, randomText } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { buildCustomer } from "../customers/object";
import { attemptIntent, createIntent, failChallenge } from "../payments/intents";
import { createMethod } from "../payments/method-form";
import { completeSetup, failSetupChallenge } from "../payments/setup";
import type { BuyerInput } from "./buyer";
import { completeFree, completePaid } from "./complete";
import { offerStillGood } from "./edit";
import type { PayOutcome } from "./pay-outcome";
import { carry, setUpSession } from "./setup";
import { dueNow } from "./totals";

type Session = Tables["checkout_session"];

/** The buyer pressed the button. On a decline nothing but the attempt is on record and the session stays open. */
export function paySession(tx: Tx, session: Session, buyer: BuyerInput): PayOutcome {
  const plan = tx.need("checkout_plan", session.id);
  const offer = offerStillGood(tx, session);
  if (!offer.ok) return { kind: "declined", message: offer.message };
  const method = methodOf(tx, session, buyer);
  remember(tx, session, buyer);
  if (session.mode === "setup" && method !== null) return setUpSession(tx, session, method);
  const customer = customerFor(tx, session, buyer);
  const due = dueNow(tx, session);
  if (due === 0 || method === null) {
    const refusal = completeFree(tx, session.id, customer, method);
    return refusal.kind === "declined" ? refusal : { kind: "completed", event: refusal.event };
  }
  const intent = plan.paymentIntent ?? newIntent(tx, session, plan, customer, buyer);
  if (plan.paymentIntent === null) tx.put("checkout_plan", { ...plan, paymentIntent: intent });
  // A code or a quantity may have changed the amount since an earlier attempt.
  else if (tx.need("payment_intent", intent).amount !== due) tx.patch("payment_intent", intent, { amount: due });
  const attempt = attemptIntent(tx, intent, {
    method,
    offSession: false,
    returnUrl: `${tx.baseUrl}/c/pay/${session.id}`,
  });
  switch (attempt.kind) {
    case "succeeded":
    case "processing":
    case "authorized":
      return { kind: "completed", event: completePaid(tx, session.id, intent) };
    case "declined":
      return { kind: "declined", message: attempt.decline.message };
    case "requires_action":
      return { kind: "challenge", url: `${tx.baseUrl}/challenge/${intent}` };
  }
}

/** The session whose attempt this intent is, if it is one. */
export function sessionOfIntent(tx: Tx, intent: string): Session | undefined {
  const plan = tx.where("checkout_plan", "intent", intent)[0];
  if (plan !== undefined) return tx.get("checkout_session", plan.id);
  return tx.where("checkout_session", "setup", intent)[0];
}

/** The buyer answered the bank's challenge. */
export function answerChallenge(tx: Tx, session: Session, intentId: string, passed: boolean): PayOutcome {
  if (session.mode === "setup") return answerSetup(tx, session, intentId, passed);
  const intent = tx.need("payment_intent", intentId);
  if (intent.status !== "requires_action" || session.status !== "open") {
    return { kind: "declined", message: "This payment is no longer waiting for authentication." };
  }
  const attempt = passed
    ? attemptIntent(tx, intentId, { method: intent.payment_method ?? "", offSession: false, challengePassed: true })
    : failChallenge(tx, intentId);
  if (attempt.kind === "succeeded" || attempt.kind === "authorized") {
    return { kind: "completed", event: completePaid(tx, session.id, intentId) };
  }
  return { kind: "declined", message: attempt.kind === "declined" ? attempt.decline.message : "" };
}

function methodOf(tx: Tx, session: Session, buyer: BuyerInput): string | null {
  if (buyer.savedMethod !== null) return buyer.savedMethod;
  if (buyer.method === null) return null;
  return createMethod(tx, buyer.method, {
    email: buyer.email,
    allowRedisplay: buyer.saveCard ? "always" : session.mode === "payment" ? "unspecified" : "limited",
  }).id;
}

function answerSetup(tx: Tx, session: Session, setup: string, passed: boolean): PayOutcome {
  if (tx.get("setup_intent", setup)?.status !== "requires_action" || session.status !== "open") {
    return { kind: "declined", message: "This card is no longer waiting for authentication." };
  }
  if (!passed) return carry(tx, session, failSetupChallenge(tx, setup));
  completeSetup(tx, setup);
  return carry(tx, session, { kind: "succeeded" });
}

/** What the buyer typed goes on the session, so that it survives a decline and is there when it completes. */
function remember(tx: Tx, session: Session, buyer: BuyerInput): void {
  tx.patch("checkout_session", session.id, {
    customer_details: {
      address: null,
      business_name: null,
      email: buyer.email,
      individual_name: null,
      name: buyer.name ?? session.customer_details?.name ?? null,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    },
  });
}

function customerFor(tx: Tx, session: Session, buyer: BuyerInput): string | null {
  const plan = tx.need("checkout_plan", session.id);
  if (session.customer !== null) {
    const customer = tx.need("customer", session.customer);
    const { name } = buyer;
    if (plan.customerUpdate.name && name !== null && customer.name !== name) {
      tx.patch("customer", customer.id, { name });
      tx.emitUpdate("customer.updated", "customer", customer.id);
    }
    return session.customer;
  }
  if (session.mode === "payment" && session.customer_creation !== "always") return null;
  const reused = tx.get("payment_intent", plan.paymentIntent ?? "")?.customer;
  if (reused) return reused;
  const id = newId("cus");
  tx.put(
    "customer",
    buildCustomer({
      id,
      created: tx.now,
      email: buyer.email,
      name: buyer.name,
      phone: null,
      description: null,
      address: null,
      shipping: null,
      metadata: {},
      invoicePrefix: randomText(8).toUpperCase(),
      defaultPaymentMethod: null,
      preferredLocales: [],
      taxExempt: "none",
      balance: 0,
    }),
  );
  tx.emit("customer.created", "customer", id);
  return id;
}

function newIntent(
  tx: Tx,
  session: Session,
  plan: Tables["checkout_plan"],
  customer: string | null,
  buyer: BuyerInput,
): string {
  const isSubscription = session.mode === "subscription";
  return createIntent(tx, {
    amount: dueNow(tx, session),
    currency: session.currency ?? "usd",
    customer,
    description: isSubscription ? "Subscription creation" : plan.intentDescription,
    metadata: isSubscription ? {} : plan.intentMetadata,
    receiptEmail: plan.receiptEmail,
    setupFutureUsage: isSubscription || buyer.saveCard ? "off_session" : plan.setupFutureUsage,
    paymentMethod: null,
    allowedTypes: session.allowed_payment_method_types,
    excludedTypes: session.excluded_payment_method_types ?? null,
    ...(plan.captureMethod === null ? {} : { captureMethod: plan.captureMethod }),
  }).id;
}
