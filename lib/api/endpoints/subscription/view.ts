import { z } from "zod";
import { nextRefillView, toNextRefillView } from "@/lib/api/endpoints/balance/view";
import { interval } from "@/lib/api/endpoints/plans/view";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { SUBSCRIPTION_STATUSES } from "@/lib/billing/subscription-status";
import {
  CHANGE_KINDS,
  COLLECTION_METHODS,
  type CollectionView,
  type PlanAtPrice,
  type SubscriptionView,
} from "@/lib/billing/types";

export const planAtPriceView = z.object({
  plan: z.object({ key: z.string(), name: z.string(), creditsPerMonth: credits }),
  price: z.object({ id: z.string(), interval, amountCents: cents, currency }),
});

/** A plan at a price, as the API shows it. */
export function toPlanAtPriceView({ plan, price }: PlanAtPrice): z.input<typeof planAtPriceView> {
  const { key, name, creditsPerMonth } = plan;
  return { plan: { key, name, creditsPerMonth: jsonInteger(creditsPerMonth) }, price };
}

export const quantity = z.int().meta({
  description: "The quantity that is charged. The credits of `plan` and the amount of `price` are per unit.",
});

export const monthlyCredits = credits.meta({ description: "The credits of a full monthly refill." });

const scheduledChangeView = planAtPriceView
  .extend({ at: time, kind: z.enum(CHANGE_KINDS), quantity, monthlyCredits })
  .nullable()
  .meta({ description: "The scheduled plan change, if any." });

const collectionView = z
  .object({
    method: z.enum(COLLECTION_METHODS).meta({
      description: "With `INVOICE`, invoices are sent to the customer, and credits are granted when they are paid.",
    }),
    paused: z.boolean().meta({
      description: "Whether collection is paused. While it is, nothing is charged, and unpaid time brings no credits.",
    }),
    resumesAt: time.nullable().meta({ description: "When the pause ends; null if it has no end." }),
    invoice: z
      .object({ url: z.string().nullable(), amountCents: cents, currency, dueAt: time.nullable() })
      .nullable()
      .meta({ description: "An invoice that was sent and is not paid yet." }),
  })
  .meta({ description: "How payments for the subscription are collected." });

export const subscriptionView = z
  .object({
    id: z.string(),
    status: z.enum(SUBSCRIPTION_STATUSES),
    plan: z.object({
      key: z.string(),
      name: z.string(),
      isFree: z.boolean(),
      version: z.int(),
      creditsPerMonth: credits,
    }),
    price: z.object({ id: z.string(), interval, amountCents: cents, currency }).nullable(),
    quantity,
    monthlyCredits,
    period: z.object({ start: time, end: time.nullable() }),
    paidThrough: time.nullable(),
    trialEndsAt: time.nullable(),
    freeUntil: time.nullable().meta({ description: "The plan is active but free of charge until this time." }),
    cancelAtPeriodEnd: z.boolean(),
    endsAt: time.nullable().meta({ description: "When the subscription ends, if it is set to." }),
    scheduledChange: scheduledChangeView,
    collection: collectionView,
    meanwhile: z
      .object({ name: z.string(), creditsPerMonth: credits })
      .nullable()
      .meta({ description: "The free plan, while it applies because this plan is unpaid." }),
    nextRefill: nextRefillView,
  })
  .meta({ title: "Subscription", description: "The plan of an account, free or paid." });

/** A subscription as the API shows it. */
export function toSubscriptionView(subscription: SubscriptionView): z.input<typeof subscriptionView> {
  const { id, status, plan, price, cancelAtPeriodEnd, scheduledChange: change, meanwhile } = subscription;
  return {
    id,
    status,
    plan: { ...plan, creditsPerMonth: jsonInteger(plan.creditsPerMonth) },
    price,
    quantity: subscription.quantity,
    monthlyCredits: jsonInteger(subscription.monthlyCredits),
    period: { start: isoTime(subscription.currentPeriodStart), end: isoTimeOrNull(subscription.currentPeriodEnd) },
    paidThrough: isoTimeOrNull(subscription.paidThrough),
    trialEndsAt: isoTimeOrNull(subscription.trialEndsAt),
    freeUntil: isoTimeOrNull(subscription.freeUntil),
    cancelAtPeriodEnd,
    endsAt: isoTimeOrNull(subscription.endsAt),
    scheduledChange: change && {
      ...toPlanAtPriceView(change),
      at: isoTime(change.at),
      kind: change.kind,
      quantity: change.quantity,
      monthlyCredits: jsonInteger(change.monthlyCredits),
    },
    collection: toCollectionView(subscription.collection),
    meanwhile: meanwhile && { name: meanwhile.name, creditsPerMonth: jsonInteger(meanwhile.creditsPerMonth) },
    nextRefill: toNextRefillView(subscription.nextRefill),
  };
}

function toCollectionView({ resumesAt, invoice, ...rest }: CollectionView): z.input<typeof collectionView> {
  return {
    ...rest,
    resumesAt: isoTimeOrNull(resumesAt),
    invoice: invoice && { ...invoice, dueAt: isoTimeOrNull(invoice.dueAt) },
  };
}
