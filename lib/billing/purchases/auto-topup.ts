import type { BillingContext, Read } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { spentOnAutoTopups } from "@/lib/billing/packs/spent-on-auto-topups";
import { enqueueAutoTopup } from "@/lib/billing/purchases/due-auto-topups";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { withSavedCard } from "@/lib/billing/sync/read-saved-card";
import { AUTO_TOPUP_STOPS, type AutoTopupView, type BillingRefusal } from "@/lib/billing/types";
import { findSellablePack } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type AutoTopupWish = { enabled: boolean; threshold: bigint; pack: string; monthlyCapCents: number };

export type AutoTopupSet = { ok: true; autoTopup: AutoTopupView } | BillingRefusal;

/**
 * Saves a user's auto top-up settings: below `threshold` credits, buy `pack` with the saved card, up to a monthly limit in
 * the minor unit of the pack's currency. Earlier declines are forgotten, and a due top-up runs at once.
 */
export async function setAutoTopup(
  services: CallerServices,
  userId: string,
  wish: AutoTopupWish,
  now: Date,
): Promise<AutoTopupSet> {
  const whether: Read<AutoTopupSet> = wish.enabled
    ? withSavedCard(now, (context, _user, card) => write(context, { userId, wish, hasCard: card !== null }, now))
    : async () => (context) => write(context, { userId, wish, hasCard: false }, now);
  return whenStripeAnswers(async () => {
    const set = await converge(services, userId, whether);
    if (!set) throw new Error(`There is no user ${userId}.`);
    return set;
  });
}

async function write(
  { db, sql }: BillingContext,
  { userId, wish, hasCard }: { userId: string; wish: AutoTopupWish; hasCard: boolean },
  now: Date,
): Promise<AutoTopupSet> {
  const { enabled, threshold, monthlyCapCents } = wish;
  const pack = await findSellablePack(db, wish.pack);
  if (!pack) return { ok: false, reason: "unknown_pack" };
  if (monthlyCapCents < pack.amountCents) return { ok: false, reason: "cap_below_pack", packCents: pack.amountCents };
  if (enabled && !hasCard) return { ok: false, reason: "no_saved_card" };
  const { currency } = pack;
  const rule = { enabled, thresholdCredits: threshold, packId: pack.id, monthlyCapCents, currency };
  const fresh = { ...rule, declines: 0, nextAttemptAt: null, stoppedReason: null };
  await db.autoTopup.upsert({ where: { userId }, create: { ...fresh, userId }, update: fresh });
  if (enabled) await enqueueAutoTopup(sql, userId);
  return { ok: true, autoTopup: await readAutoTopup(db, userId, now) };
}

/** A user's auto top-up settings and status; off and empty when never set. */
export async function readAutoTopup(db: Db, userId: string, now: Date): Promise<AutoTopupView> {
  const rule = await db.autoTopup.findUnique({ where: { userId }, include: { pack: true } });
  const card = await db.savedCard.findUnique({ where: { userId } });
  const spentThisMonthCents = rule ? await spentOnAutoTopups(db, userId, rule.currency, now) : 0;
  return {
    enabled: rule?.enabled ?? false,
    thresholdCredits: rule?.thresholdCredits ?? null,
    pack: rule && { id: rule.pack.id, key: rule.pack.key, name: rule.pack.name },
    monthlyCapCents: rule?.monthlyCapCents ?? null,
    currency: rule?.currency ?? null,
    spentThisMonthCents,
    inFlight: rule?.paymentId != null,
    declines: rule?.declines ?? 0,
    nextAttemptAt: rule?.nextAttemptAt && rule.nextAttemptAt > now ? rule.nextAttemptAt : null,
    stoppedReason: AUTO_TOPUP_STOPS.find((one) => one === rule?.stoppedReason) ?? null,
    paymentToConfirm: rule?.stoppedReason === "action_required" ? await lastUnpaid(db, userId) : null,
    card: card && { brand: card.brand, last4: card.last4, expMonth: card.expMonth, expYear: card.expYear },
  };
}

/** The last auto top-up, unless it was paid. */
async function lastUnpaid(db: Db, userId: string): Promise<string | null> {
  const last = await db.payment.findFirst({
    where: { userId, origin: "AUTO_TOP_UP" },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  return last?.status === "FAILED" || last?.status === "PENDING" ? last.id : null;
}
