import { createHash } from "node:crypto";
import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { whyNotClaimable } from "@/lib/billing/eligibility/card-claims";
import { mustVerifyForTrial } from "@/lib/billing/eligibility/free-credits";
import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import { isStillSubscribed } from "@/lib/billing/plans/sync-own";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { withPlans } from "@/lib/billing/sync/plan-prices";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { withCustomer } from "@/lib/billing/sync/with-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import { findSellablePrice, type SellablePrice } from "@/lib/catalog/queries";
import { expireSubscriptionCheckouts } from "@/lib/stripe/checkout";
import {
  type Beginning,
  createDirectSubscription,
  type DirectSubscription,
  fetchBeginning,
  fetchBegun,
} from "@/lib/stripe/direct-subscriptions";
import { isStripeUnavailable } from "@/lib/stripe/errors";
import { attachMethod, detachMethod, makeDefault } from "@/lib/stripe/payment-methods";
import { CARD_DECLINED } from "@/lib/stripe/refusals";
import { endSubscription } from "@/lib/stripe/subscriptions";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type SubscriptionBegun =
  /** With a secret, the bank requires authentication: confirm the payment with it in the browser. */
  { ok: true; status: "active" | "trialing" | "incomplete"; clientSecret: string | null } | BillingRefusal;

type Order = {
  userId: string;
  price: string;
  paymentMethod: string;
  /** Whether to start with the plan's trial, if the user can have it. */
  trial: "offered" | "none";
  idempotencyKey: string | null;
};

/**
 * Subscribes a user with a payment method, without Checkout, by the same rules: one live subscription, one trial per user
 * and card. When the card is declined or the trial is refused, no subscription is left behind and nothing is charged. The
 * same key returns the same subscription.
 */
export async function startSubscription(services: CallerServices, order: Order, now: Date): Promise<SubscriptionBegun> {
  const tooMany = await services.purchases.refuse(order.userId);
  if (tooMany) return tooMany;
  const { database } = services;
  const sellable = await findSellablePrice(database.prisma, order.price);
  if (!sellable) return { ok: false, reason: "unknown_price" };
  const { plan } = sellable;
  if (order.trial === "offered" && (await mustVerifyForTrial(database.prisma, order.userId, plan))) {
    return { ok: false, reason: "email_not_verified" };
  }
  const { userId } = order;
  const start = (customerId: string) =>
    takeTurn<SubscriptionBegun>(database.sql, { userId, purpose: "start_subscription" }, ({ id }) =>
      begin(services, { customerId, sellable, order, key: id }, now),
    );
  return whenStripeAnswers(() => withCustomer(services, userId, start, now));
}

/** `key` identifies this request to Stripe when the caller gave none. */
type Begin = { customerId: string; sellable: SellablePrice; order: Order; key: string };

async function begin(services: BillingServices, wish: Begin, now: Date): Promise<SubscriptionBegun> {
  const { database, stripe } = services;
  const db = database.prisma;
  const { customerId, sellable, order } = wish;
  const { userId } = order;
  const request = requestOf(order);
  const begun = await withPlans(db, await fetchBegun(stripe, customerId));
  const same = begun.find((one) => request !== null && one.request === request);
  if (same && !same.stripePriceIds.includes(sellable.price.stripePriceId))
    return { ok: false, reason: "idempotency_key_reused" };
  if (same) return finish(services, wish, { id: same.id, method: null }, now);
  if (begun.some(isLive) || (await isStillSubscribed(services, { userId }, now)))
    return { ok: false, reason: "already_subscribed" };

  const method = await attachMethod(stripe, { customerId, paymentMethodId: order.paymentMethod });
  if (!method.ok) {
    const { reason, sentence } = method;
    return reason === "card_declined"
      ? { ok: false, reason, sentence, paymentId: null }
      : { ok: false, reason, sentence };
  }
  const offered = order.trial === "offered" && (await mayHaveTrial(db, userId));
  const trialDays = offered ? sellable.plan.trialDays : 0;
  const { fingerprint } = method;
  const why = trialDays > 0 ? await whyNotClaimable(db, { purpose: "TRIAL", fingerprint }) : null;
  if (why) {
    if (method.isNew) await detachMethod(stripe, method.id);
    return { ok: false, reason: "trial_refused", why };
  }
  // An incomplete purchase started elsewhere must not be paid as well.
  await expireSubscriptionCheckouts(stripe, customerId);
  for (const { id } of begun) await endSubscription(stripe, id);
  const id = await keepingNothing(stripe, method, {
    customerId,
    stripePriceId: sellable.price.stripePriceId,
    paymentMethodId: method.id,
    trialDays,
    metadata: { refill_user: userId, refill_plan: sellable.plan.key },
    request,
    idempotencyKey: `refill-subscribe-${request ?? wish.key}-${method.id}`,
  });
  return finish(services, wish, { id, method }, now);
}

/** Creates the subscription; if Stripe refuses it, a payment method attached for it is detached again. */
async function keepingNothing(
  stripe: BillingServices["stripe"],
  method: { id: string; isNew: boolean },
  wanted: Parameters<typeof createDirectSubscription>[1],
): Promise<string> {
  try {
    return await createDirectSubscription(stripe, wanted);
  } catch (error) {
    if (method.isNew && !isStripeUnavailable(error)) await detachMethod(stripe, method.id);
    throw error;
  }
}

function isLive({ status }: DirectSubscription): boolean {
  return status !== "incomplete";
}

type Started = { id: string; method: { id: string; isNew: boolean } | null };

async function finish(
  services: BillingServices,
  { order: { userId }, customerId }: Begin,
  { id, method }: Started,
  now: Date,
): Promise<SubscriptionBegun> {
  const { stripe } = services;
  const beginning = await fetchBeginning(stripe, id);
  const refused = refusalOf(beginning);
  if (refused) {
    await endSubscription(stripe, id);
    if (method?.isNew) await detachMethod(stripe, method.id);
  } else if (method) {
    await makeDefault(stripe, { customerId, paymentMethodId: method.id });
  }
  await converge(services, userId, (reader, user) => syncCustomer(reader, user, customerId, now));
  const synced = await converge(services, userId, (reader, user) => syncSubscription(reader, user, id, now));
  if (refused) return { ok: false, reason: "card_declined", sentence: refused, paymentId: null };
  // Of two trials started with one card at the same moment, the second is only found out now.
  if (synced?.subscription?.trialRefused) return { ok: false, reason: "trial_refused", why: "claimed_before" };
  const { status, clientSecret } = beginning;
  return { ok: true, status: status === "over" ? "incomplete" : status, clientSecret };
}

function refusalOf({ status, declined }: Beginning): string | null {
  return declined ?? (status === "over" ? CARD_DECLINED : null);
}

function requestOf({ userId, idempotencyKey }: Order): string | null {
  return idempotencyKey && createHash("sha256").update(`${userId} ${idempotencyKey}`).digest("base64url");
}
