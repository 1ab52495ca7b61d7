import { monthlyCredits, planTitle, spendLimitsOf } from "@/lib/billing/plan-quantity";
import { mailKeys } from "@/lib/billing/source-keys";
import { listAllFeatures } from "@/lib/catalog/features";
import { limitPromises } from "@/lib/catalog/promises";
import { spendPromises } from "@/lib/catalog/spend-limits";
import type { FeatureView, Limits } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import type { PlanVersion, Price } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";
import type { PlanTermsInMail } from "@/lib/notify/types";

type Sold = Price & { planVersion: PlanVersion };
type Subscriber = { userId: string; moveId: string; subscriptionId: string };
type Change = { stage: "announced" | "canceled"; from: Sold; to: Sold; quantity: number; at: Date };

/** Tells a subscriber that the terms of their plan will change, or that they will not after all; each once per move. */
export async function mailTermsChange(
  db: Db,
  { userId, moveId, subscriptionId }: Subscriber,
  { stage, from, to, quantity, at }: Change,
  now: Date,
): Promise<void> {
  const features = await listAllFeatures(db);
  await queueMail(
    db,
    {
      template: "terms_change",
      stage,
      userId,
      sourceKey: mailKeys.termsChange(moveId, subscriptionId, stage),
      planName: planTitle(from.planVersion.name, quantity),
      at,
      before: terms(from, quantity, features),
      after: terms(to, quantity, features),
    },
    now,
  );
}

function terms(
  { amountCents, currency, interval, planVersion }: Sold,
  quantity: number,
  features: readonly FeatureView[],
): PlanTermsInMail {
  const limits = planVersion.limits as Limits;
  return {
    amountCents: amountCents * quantity,
    currency,
    per: interval === "YEAR" ? "year" : "month",
    credits: monthlyCredits(planVersion, quantity),
    limits: [
      ...spendPromises(spendLimitsOf(planVersion, quantity)),
      ...limitPromises({ limits, limitsPerUnit: planVersion.limitsPerUnit }, features),
    ],
  };
}
