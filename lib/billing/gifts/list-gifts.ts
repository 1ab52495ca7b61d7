import { openGiftCode } from "@/lib/billing/gifts/gift-code";
import { type GiftState, giftState, WITH_PAYMENT } from "@/lib/billing/gifts/gift-state";
import type { Db } from "@/lib/db";

export type GiftView = {
  paymentId: string;
  description: string;
  credits: bigint;
  /** Null when it was sealed with a NEXTAUTH_SECRET that is gone, and for an admin who only views the app as the buyer. */
  code: string | null;
  state: GiftState;
  redeemedAt: Date | null;
  expiresAt: Date;
};

const MAX_LISTED = 50;

/** The gifts that a user bought, newest first, with their codes: at most fifty, or the one of a payment. */
export async function listGifts(
  db: Db,
  { userId, sessionId, isViewed = false }: { userId: string; sessionId?: string; isViewed?: boolean },
  now: Date,
): Promise<GiftView[]> {
  const gifts = await db.gift.findMany({
    where: { payment: { userId, ...(sessionId !== undefined && { stripeCheckoutSessionId: sessionId }) } },
    include: WITH_PAYMENT,
    orderBy: [{ createdAt: "desc" }, { paymentId: "desc" }],
    take: MAX_LISTED,
  });
  return gifts.map((gift) => {
    const { paymentId, sealedCode, redeemedAt, expiresAt, payment } = gift;
    const { description, packCredits, packBonusCredits, quantity } = payment;
    const credits = ((packCredits ?? 0n) + (packBonusCredits ?? 0n)) * BigInt(quantity);
    const code = isViewed ? null : openGiftCode(sealedCode, paymentId);
    return { paymentId, description, credits, code, state: giftState(gift, now), redeemedAt, expiresAt };
  });
}
