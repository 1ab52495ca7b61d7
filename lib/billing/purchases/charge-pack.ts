import { type BillingServices, lockUser } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { describePack, type PackTerms, toMetadata } from "@/lib/billing/packs/pack-terms";
import { settleAutoTopup } from "@/lib/billing/packs/settle-auto-topup";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import type { Payment } from "@/lib/generated/prisma/client";
import { type BankAsks, chargeCard, findPaymentByMetadata } from "@/lib/stripe/card-payments";
import type { Unfinished } from "@/lib/stripe/payment-intents";
import { CARD_DECLINED, type StripeRefusal } from "@/lib/stripe/refusals";

/** The charge: one pack on a saved card. The payment is recorded before the card is charged. */
export type PackCharge = {
  payment: Payment;
  customerId: string;
  paymentMethodId: string;
  asks?: BankAsks;
  /** Where the bank's page leads; by default to the confirmation page of this app. */
  returnUrl?: string | undefined;
};

export type ChargedPack =
  | { state: "succeeded"; payment: Payment }
  /** The payment is processing, or its outcome is unknown. */
  | { state: "processing"; payment: Payment }
  /** The bank requires authentication. */
  | { state: "requires_action"; payment: Payment; clientSecret: string; redirectUrl: string | null }
  | {
      state: "declined";
      payment: Payment;
      sentence: string;
      needsOwner: boolean;
      /** Set when Stripe refused the request; a decline otherwise. */
      refusal?: StripeRefusal;
    };

type PackSold = {
  id: string;
  name: string;
  credits: bigint;
  bonusCredits: bigint;
  amountCents: number;
  currency: string;
};

/** Records the payment of a pack that is about to be charged, with its current terms. */
export async function openPackPayment(
  db: Db,
  { id, userId, pack, origin }: { id: string; userId: string; pack: PackSold; origin: "TOP_UP" | "AUTO_TOP_UP" },
  now: Date,
): Promise<Payment> {
  return db.payment.create({
    data: {
      id,
      userId,
      kind: "PACK",
      origin,
      status: "PENDING",
      description: describePack({ packName: pack.name, quantity: 1, isGift: false }),
      amountCents: pack.amountCents,
      currency: pack.currency,
      packId: pack.id,
      packCredits: pack.credits,
      packBonusCredits: pack.bonusCredits,
      createdAt: now,
    },
  });
}

/**
 * Charges the card for a recorded payment and syncs the result. Repeating it, by any caller at any time, is the same
 * charge: the payment's id is the idempotency key, and once an earlier attempt is `known`, Stripe is searched for it
 * first. No lock is held while the bank is contacted.
 */
export async function chargePack(
  services: BillingServices,
  { payment, customerId, paymentMethodId, asks = "on_own_page", returnUrl }: PackCharge,
  now: Date,
  tried: "first" | "again" = "first",
): Promise<ChargedPack> {
  const { stripe } = services;
  const made =
    tried === "again" ? await findPaymentByMetadata(stripe, customerId, ["refill_payment", payment.id]) : null;
  if (made) return bringIn(services, payment, made, now);
  const charged = await chargeCard(stripe, {
    customerId,
    paymentMethodId,
    amountCents: payment.amountCents,
    currency: payment.currency,
    description: payment.description,
    metadata: toMetadata(termsOfPayment(payment), payment.userId),
    offSession: payment.origin === "AUTO_TOP_UP",
    returnUrl: returnUrl ? topUpReturnUrl(returnUrl, payment.id) : confirmUrl(payment.id),
    asks,
    idempotencyKey: `refill-topup-${payment.id}`,
  });
  if (charged.ok) return bringIn(services, payment, charged.paymentIntentId, now);
  if (charged.reason === "declined" && charged.paymentIntentId) {
    return bringIn(services, payment, charged.paymentIntentId, now);
  }
  const refusal: StripeRefusal =
    charged.reason === "refused"
      ? charged.refusal
      : { ok: false, reason: "card_declined", sentence: charged.sentence, paymentId: null };
  return fail(services, payment, refusal, now);
}

/** Updates the recorded payment from Stripe and returns what is left to do. */
export async function bringIn(
  services: BillingServices,
  payment: Payment,
  paymentIntentId: string,
  now: Date,
): Promise<ChargedPack> {
  const synced = await converge(services, payment.userId, (reader, user) =>
    syncPayment(reader, user, paymentIntentId, now),
  );
  // A payment that was refused because it does not match the sale stays as it was.
  const { unfinished, ...after } = synced?.payment ?? { ...payment, unfinished: NOTHING_LEFT };
  if (after.status !== "PENDING" && after.status !== "FAILED") return { state: "succeeded", payment: after };
  return whatIsLeft(after, unfinished);
}

const NOTHING_LEFT: Unfinished = { waitsFor: "nothing", clientSecret: null, redirectUrl: null, needsOwner: false };

/** What a payment that has neither succeeded nor failed needs next. */
function whatIsLeft(payment: Payment, { waitsFor, clientSecret, redirectUrl, needsOwner }: Unfinished): ChargedPack {
  if (waitsFor === "bank" && clientSecret) return { state: "requires_action", payment, clientSecret, redirectUrl };
  if (waitsFor === "money" || payment.status === "PENDING") return { state: "processing", payment };
  return { state: "declined", payment, sentence: payment.failureMessage ?? CARD_DECLINED, needsOwner };
}

/** Where the user completes the bank's authentication. */
export function confirmUrl(paymentId: string): string {
  return `${env().APP_URL}/billing/confirm/${paymentId}`;
}

/** The address of another app, with the payment that its customer comes back from; Stripe adds how the bank's check ended. */
function topUpReturnUrl(returnUrl: string, paymentId: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set("refill_topup", paymentId);
  return url.href;
}

/** Stripe refused the request: nothing was charged. */
async function fail(
  { database }: BillingServices,
  payment: Payment,
  refusal: StripeRefusal,
  now: Date,
): Promise<ChargedPack> {
  const failed = await database.transaction(async (db, sql) => {
    await lockUser(sql, payment.userId);
    const data = { status: "FAILED", failureMessage: CARD_DECLINED } as const;
    // Unless Stripe has reported the payment in the meantime.
    await db.payment.updateMany({ where: { id: payment.id, status: "PENDING", stripePaymentIntentId: null }, data });
    const after = await db.payment.findUniqueOrThrow({ where: { id: payment.id } });
    await settleAutoTopup(db, after, { needsOwner: false }, now);
    return after;
  });
  const sentence = "sentence" in refusal ? refusal.sentence : CARD_DECLINED;
  return { state: "declined", payment: failed, sentence, needsOwner: false, refusal };
}

function termsOfPayment(payment: Payment): PackTerms {
  if (payment.packId === null) throw new Error(`Payment ${payment.id} is not for a pack.`);
  return {
    paymentId: payment.id,
    packId: payment.packId,
    packName: payment.description,
    credits: payment.packCredits ?? 0n,
    bonusCredits: payment.packBonusCredits ?? 0n,
    quantity: payment.quantity,
    isGift: false,
    origin: payment.origin === "AUTO_TOP_UP" ? "AUTO_TOP_UP" : "TOP_UP",
    amountCents: payment.amountCents,
    currency: payment.currency,
  };
}
