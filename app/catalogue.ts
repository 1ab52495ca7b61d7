import "server-only";
import { randomUUID } from "node:crypto";
import { unstable_cache } from "next/cache";
import type { OfferedPack, OfferedPlan, OfferedRate } from "@/components/pricing/offer";
import { listAllFeatures } from "@/lib/catalog/features";
import { limitPromises, namedLimits } from "@/lib/catalog/promises";
import { listMeters, listPacks, listPlans } from "@/lib/catalog/queries";
import type { FeatureView, MeterView, PackView, PlanView } from "@/lib/catalog/types";
import { type Db, database } from "@/lib/db";

/** The cache tag that every admin action on the catalogue invalidates. */
export const CATALOGUE_TAG = "catalogue";

export type Offer = { plans: OfferedPlan[]; packs: OfferedPack[]; rates: OfferedRate[] };

// Next keeps the cache on disk between runs, while the database may have been replaced in between.
const boot = randomUUID();

/** What is on sale. Cached, at most a minute behind a change made outside this app's admin pages. */
export const offered = unstable_cache(() => readOffer(database().prisma), ["offer", boot], {
  tags: [CATALOGUE_TAG],
  revalidate: 60,
});

/** The same, read now. */
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
    features: [...limitPromises(plan, features), ...plan.features],
    limits: namedLimits(plan, features),
    highlighted: plan.highlighted,
    // A price that has not been pushed to Stripe cannot be bought, so it is not shown.
    prices: plan.prices
      .filter((price) => price.stripePriceId)
      .map(({ id, interval, amountCents, currency }) => ({ id, interval, amountCents, currency })),
  };
}

function offeredPack(pack: PackView): OfferedPack {
  const { id, key, name, description, amountCents, currency } = pack;
  return {
    id,
    key,
    name,
    description,
    amountCents,
    currency,
    credits: Number(pack.credits),
    bonusCredits: Number(pack.bonusCredits),
  };
}

function offeredRate({ key, name, unit, credits, perUnits }: MeterView): OfferedRate {
  return { key, name, unit, credits: Number(credits), perUnits: Number(perUnits) };
}
