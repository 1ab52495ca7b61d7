import { lockUser } from "@/lib/billing/context";
import { formerMailboxOf } from "@/lib/billing/eligibility/former-mailbox";
import { hasProvenAddress } from "@/lib/billing/eligibility/free-credits";
import { isGiftCode } from "@/lib/billing/gifts/gift-code";
import { type GiftRefusal, redeemGift } from "@/lib/billing/gifts/redeem-gift";
import type { AttemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { CODE_PATTERN, normalizeCode } from "@/lib/billing/promo-codes/schemas";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { lotKeys } from "@/lib/billing/source-keys";
import type { Database, Db, Sql } from "@/lib/db";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import type { Lot } from "@/lib/ledger/types";
import { DAY_MS } from "@/lib/time";

export type PromoRefusal =
  | { ok: false; reason: "unknown_code" | "archived" | "expired" | "used_up" | "already_redeemed" }
  /** Only users with a verified address can redeem codes. */
  | { ok: false; reason: "email_not_verified" }
  /** The balance has no room for the credits. */
  | { ok: false; reason: "balance_out_of_range" }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number }
  | GiftRefusal;

export type RedeemedPromoCode = { ok: true; credits: bigint; lot: Lot } | PromoRefusal;

/**
 * Redeems a promo code: once per user, within its redemption limit, and until its end; or a gift code, see redeemGift. Invalid
 * attempts are limited per user.
 */
export async function redeemPromoCode(
  { database, limit }: { database: Database; limit: AttemptLimit },
  { userId, code }: { userId: string; code: string },
  now: Date,
): Promise<RedeemedPromoCode> {
  const normal = normalizeCode(code);
  const isGift = isGiftCode(normal);
  // A gift was paid for: no address has to be verified for it.
  if (!isGift && !(await hasProvenAddress(database.prisma, userId))) return { ok: false, reason: "email_not_verified" };
  const attempt = await limit.take(userId);
  if (!attempt.ok) return attempt;
  const redeemOne = isGift ? redeemLockedGift : redeem;
  const result = await database.transaction((db, sql) => redeemOne(db, sql, { userId, code: normal }, now));
  if (result.ok) await limit.forgive(userId);
  return result;
}

async function redeemLockedGift(...[db, sql, asked, now]: Parameters<typeof redeem>): Promise<RedeemedPromoCode> {
  await lockUser(sql, asked.userId);
  return redeemGift(db, sql, asked, now);
}

async function redeem(
  db: Db,
  sql: Sql,
  { userId, code }: { userId: string; code: string },
  now: Date,
): Promise<RedeemedPromoCode> {
  // The address must not change between the check of its mailbox and the redemption recorded for it.
  await lockUser(sql, userId);
  const promo = CODE_PATTERN.test(code) ? await lockCode(sql, code) : null;
  if (!promo) return { ok: false, reason: "unknown_code" };
  const key = { promoCodeId: promo.id, userId };
  const before = await db.promoRedemption.findUnique({ where: { promoCodeId_userId: key } });
  const former = await formerMailboxOf(db, userId);
  if (before || former?.promoCodeIds.includes(promo.id)) return { ok: false, reason: "already_redeemed" };
  if (promo.archivedAt) return { ok: false, reason: "archived" };
  if (promo.expiresAt && promo.expiresAt <= now) return { ok: false, reason: "expired" };
  if (promo.maxRedemptions !== null && promo.redemptionCount >= promo.maxRedemptions) {
    return { ok: false, reason: "used_up" };
  }
  const granted = await grant(
    sql,
    {
      accountId: await openAccount(sql, userId, now),
      kind: "PROMO",
      origin: "PROMO_CODE",
      amount: promo.credits,
      sourceKey: lotKeys.promo(promo.id),
      expiresAt: promo.creditDays === null ? null : new Date(now.getTime() + promo.creditDays * DAY_MS),
      description: `Code ${code}`,
      actor: "system",
    },
    now,
  );
  if (granted.status === "balance_out_of_range") return { ok: false, reason: granted.status };
  await db.promoRedemption.create({ data: { ...key, createdAt: now } });
  await db.promoCode.update({ where: { id: promo.id }, data: { redemptionCount: { increment: 1 } } });
  await recordBillingEvent(db, {
    userId,
    type: "promo_redeemed",
    sourceKey: lotKeys.promo(promo.id),
    description: `Code ${code} redeemed`,
    credits: promo.credits,
    occurredAt: now,
  });
  return { ok: true, credits: promo.credits, lot: granted.lot };
}

type LockedCode = {
  id: string;
  credits: bigint;
  creditDays: number | null;
  expiresAt: Date | null;
  maxRedemptions: number | null;
  redemptionCount: number;
  archivedAt: Date | null;
};

/** Locks the code, so that concurrent redemptions each see the previous one's result. */
async function lockCode(sql: Sql, code: string): Promise<LockedCode | null> {
  const [row] = await sql<LockedCode>`
    SELECT
      id::text,
      credits,
      credit_days AS "creditDays",
      expires_at AS "expiresAt",
      max_redemptions AS "maxRedemptions",
      redemption_count AS "redemptionCount",
      archived_at AS "archivedAt"
    FROM promo_code
    WHERE code = ${code}::text
    FOR UPDATE`;
  return row ?? null;
}
