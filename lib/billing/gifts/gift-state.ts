import { returnedOf, WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import type { Prisma } from "@/lib/generated/prisma/client";

/** The relations a gift must be read with to tell its state. */
export const WITH_PAYMENT = { payment: { include: WITH_RETURNS } } as const;

export type PaidGift = Prisma.GiftGetPayload<{ include: typeof WITH_PAYMENT }>;

/** Disputed: while the bank decides. Refunded: all the money went back, or the bank took it. */
export type GiftState = "redeemable" | "redeemed" | "refunded" | "disputed" | "expired";

/** The state of a gift, from what is recorded of its payment: an order of events leaves no trace in it. */
export function giftState({ payment, redeemedAt, expiresAt }: PaidGift, now: Date): GiftState {
  if (returnedOf(payment) === "all" || payment.disputes.some(({ status }) => status === "LOST")) return "refunded";
  if (redeemedAt) return "redeemed";
  if (payment.disputes.some(({ status }) => status === "OPEN")) return "disputed";
  return expiresAt <= now ? "expired" : "redeemable";
}
