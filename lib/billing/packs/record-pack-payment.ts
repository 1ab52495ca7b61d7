import { type ClaimedTerms, describePack } from "@/lib/billing/packs/pack-terms";
import type { Db } from "@/lib/db";
import type { Payment, PaymentStatus } from "@/lib/generated/prisma/client";
import type { PaymentFacts } from "@/lib/stripe/payment-intents";

type PackPaid = { userId: string; facts: PaymentFacts; terms: ClaimedTerms };

/**
 * Updates a pack's recorded payment to match Stripe. The listed price stays until it is paid, because only then is the
 * discount known. The caller holds the user's lock and has checked that the two match.
 */
export async function recordPackPayment(db: Db, { userId, facts, terms }: PackPaid): Promise<Payment> {
  const before = await db.payment.findUnique({ where: { id: terms.paymentId } });
  const isPaid = facts.state === "succeeded";
  const state = {
    status: statusOf(facts, before),
    stripePaymentIntentId: facts.id,
    stripeChargeId: facts.chargeId,
    feeCents: facts.feeCents,
    methodBrand: facts.methodBrand,
    methodLast4: facts.methodLast4,
    methodFingerprint: facts.methodFingerprint,
    receiptUrl: facts.receiptUrl,
    failureMessage: isPaid ? null : facts.failureMessage,
    declineCode: isPaid ? null : facts.declineCode,
    waitsForBank: facts.needsAction && terms.origin !== "CHECKOUT",
    paidAt: facts.paidAt,
  };
  return db.payment.upsert({
    where: { id: terms.paymentId },
    create: {
      ...state,
      id: terms.paymentId,
      userId,
      kind: "PACK",
      origin: terms.origin,
      description: describePack(terms),
      amountCents: isPaid ? facts.amountCents : (terms.amountCents ?? facts.amountCents),
      currency: facts.currency,
      packId: terms.packId,
      packCredits: terms.credits,
      packBonusCredits: terms.bonusCredits,
      quantity: terms.quantity,
      isGift: terms.isGift,
      createdAt: facts.createdAt,
    },
    update: { ...state, ...(isPaid && { amountCents: facts.amountCents }) },
  });
}

const GIVEN_BACK: ReadonlySet<string> = new Set(["REFUNDED", "PARTIALLY_REFUNDED", "DISPUTED"]);

/** Refunds are recorded by their own verb, and stay until it changes them. */
function statusOf(facts: PaymentFacts, before: Payment | null): PaymentStatus {
  if (facts.state === "open" || facts.state === "processing") return "PENDING";
  if (facts.state !== "succeeded") return "FAILED";
  return before && GIVEN_BACK.has(before.status) ? before.status : "SUCCEEDED";
}
