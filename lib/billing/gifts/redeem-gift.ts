import { hashGiftCode } from "@/lib/billing/gifts/gift-code";
import { type GiftState, giftState, WITH_PAYMENT } from "@/lib/billing/gifts/gift-state";
import { grantPack } from "@/lib/billing/packs/grant-pack";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { settleMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import { lotKeys, moneyKeys } from "@/lib/billing/source-keys";
import type { Db, Sql } from "@/lib/db";
import { findLotBySource } from "@/lib/ledger/queries";
import type { Lot } from "@/lib/ledger/types";

export type GiftRefusal = {
  ok: false;
  reason:
    | "unknown_code"
    | "gift_redeemed"
    | "gift_refunded"
    | "gift_disputed"
    | "gift_expired"
    | "balance_out_of_range";
};

/**
 * Grants the credits of a gift to the first account that redeems its code, as lots of the payment that bought it; what was
 * refunded in part is taken back at once. The caller holds the user's lock. A code is found by its hash, so that how long the
 * search takes says nothing about a code.
 */
export async function redeemGift(
  db: Db,
  sql: Sql,
  { userId, code }: { userId: string; code: string },
  now: Date,
): Promise<{ ok: true; credits: bigint; lot: Lot } | GiftRefusal> {
  const hash = Buffer.from(hashGiftCode(code)).toString("hex");
  const [found] = await sql<{ id: string }>`
    SELECT payment_id::text AS id FROM gift WHERE code_hash = decode(${hash}::text, 'hex') FOR UPDATE`;
  if (!found) return { ok: false, reason: "unknown_code" };
  // Read under the lock: a refund is recorded before it takes it.
  const gift = await db.gift.findUniqueOrThrow({ where: { paymentId: found.id }, include: WITH_PAYMENT });
  const state = giftState(gift, now);
  if (state !== "redeemable") return { ok: false, reason: REASONS[state] };
  const { payment } = gift;
  const terms = { credits: payment.packCredits ?? 0n, bonusCredits: payment.packBonusCredits ?? 0n, ...payment };
  const paidBy = payment.stripePaymentIntentId ?? payment.stripeCheckoutSessionId ?? payment.id;
  const credits = await grantPack(sql, { userId, payment, terms, paidBy }, now);
  if (credits === "balance_out_of_range") return { ok: false, reason: credits };
  await db.gift.update({ where: { paymentId: payment.id }, data: { redeemedById: userId, redeemedAt: now } });
  await recordBillingEvent(db, {
    userId,
    type: "gift_redeemed",
    sourceKey: moneyKeys.giftRedeemed(payment.id),
    description: `${payment.description} redeemed`,
    credits,
    occurredAt: now,
  });
  await settleMoneyBack(db, sql, payment.id, now, userId);
  const lot = await findLotBySource(sql, userId, lotKeys.pack(paidBy));
  if (!lot) throw new Error(`The lot of gift ${payment.id} was granted and is not there.`);
  return { ok: true, credits, lot };
}

const REASONS = {
  redeemed: "gift_redeemed",
  refunded: "gift_refunded",
  disputed: "gift_disputed",
  expired: "gift_expired",
} as const satisfies Record<Exclude<GiftState, "redeemable">, GiftRefusal["reason"]>;
