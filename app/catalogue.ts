import "server-only";
import { cache } from "react";
import type { Offer, OfferedPack, OfferedPlan, OfferedRate } from "@/components/pricing/offer";
import { type AnnouncedCache, announcedCache } from "@/lib/announced-cache";
import { listAllFeatures } from "@/lib/catalog/features";
import { limitPromises, namedLimits } from "@/lib/catalog/promises";
import { listMeters, listPacks, listPlans } from "@/lib/catalog/queries";
import { spendPromises } from "@/lib/catalog/spend-limits";
import type { FeatureView, MeterView, PackView, PlanView } from "@/lib/catalog/types";
import { type Db, database } from "@/lib/db";
import { type Notifications, notifications } from "@/lib/notifications";
import { oncePerProcess } from "@/lib/once-per-process";
import { renewKeptPages } from "@/lib/pages/kept-page";

// Someone waits for the page: better its error, with a way to try again.
const PATIENCE_MS = 3_000;

/**
 * Keeps the offer in memory for as long as Postgres would have announced any change of the catalogue, whoever makes it and in
 * whichever process. With the offer, the pages that were rendered from it are renewed.
 */
export function createOfferCache(
  announcements: Notifications,
  { patienceMs = PATIENCE_MS }: { patienceMs?: number } = {},
): AnnouncedCache<Db, Offer> {
  return announcedCache({
    announcements,
    channels: ["catalogue", "rate_card"],
    read: readOffer,
    maxSilenceMs: 30_000,
    patienceMs,
    onChange: renewKeptPages,
  });
}

/** The offer that this process keeps. */
export const keptOffer = oncePerProcess("offer", () => createOfferCache(notifications()));

/** What is on sale, from memory unless it may have changed. The pages on which people pay read it now instead. */
export const offered = cache((): Promise<Offer> => keptOffer().find(database().prisma));

/** Whether there is a plan that costs nothing. Every page asks, so it throws nothing while the database is away. */
export const startsFree = cache(async (): Promise<boolean> => {
  try {
    return (await offered()).plans.some((plan) => plan.isFree);
  } catch {
    return true;
  }
});

/** What is on sale, read now. */
export async function readOffer(db: Db): Promise<Offer> {
  const [plans, packs, features, meters] = await Promise.all([
    listPlans(db),
    listPacks(db),
    listAllFeatures(db),
    listMeters(db),
  ]);
  return {
    plans: plans.map((plan) => offeredPlan(plan, features)).filter((plan) => plan.isFree || plan.prices.length > 0),
    packs: packs.filter((pack) => pack.stripePriceId).map(offeredPack),
    rates: meters.map(offeredRate),
  };
}

function offeredPlan(plan: PlanView, features: readonly FeatureView[]): OfferedPlan {
  return {
    id: plan.id,
    key: plan.key,
    isFree: plan.isFree,
    name: plan.name,
    description: plan.description,
    creditsPerMonth: Number(plan.creditsPerMonth),
    refillPolicy: plan.refillPolicy,
    rolloverCapCredits: plan.rolloverCapCredits === null ? null : Number(plan.rolloverCapCredits),
    trialDays: plan.trialDays,
    trialCredits: Number(plan.trialCredits),
    features: [...spendPromises(plan.spendLimits), ...limitPromises(plan, features), ...plan.features],
    limits: namedLimits(plan, features),
    highlighted: plan.highlighted,
    // A price that has not been pushed to Stripe cannot be bought, so it is not shown.
    prices: plan.prices
      .filter((price) => price.stripePriceId)
      .map(({ id, interval, amountCents, currency }) => ({ id, interval, amountCents, currency })),
  };
}

function offeredPack(pack: PackView): OfferedPack {
  const { id, key, name, description, amountCents, currency, volume } = pack;
  return {
    id,
    key,
    name,
    description,
    amountCents,
    currency,
    volume,
    credits: Number(pack.credits),
    bonusCredits: Number(pack.bonusCredits),
  };
}

/** Only what visitors may see: a meter's own cost is the admin's. */
function offeredRate({ key, name, unit, credits, perUnits, rounding, minimumCredits }: MeterView): OfferedRate {
  return {
    key,
    name,
    unit,
    credits: Number(credits),
    perUnits: Number(perUnits),
    rounding,
    minimumCredits: Number(minimumCredits),
  };
}
