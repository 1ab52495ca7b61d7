import type { BillingUser } from "@/lib/billing/context";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";
import type { TrialRefusal } from "@/lib/stripe/trials";

type Refused = { subscription: Subscription & { planVersion: { name: string } }; reason: TrialRefusal };

/** Tells a user, once, that their trial did not start and that nothing was charged. */
export async function recordTrialRefused(
  db: Db,
  { id: userId }: BillingUser,
  { subscription, reason }: Refused,
  now: Date,
): Promise<void> {
  const { id: subscriptionId, endedAt, planVersion } = subscription;
  const planName = planVersion.name;
  const sourceKey = subscriptionKeys.trialRefused(subscriptionId);
  await queueMail(db, { template: "trial_refused", userId, sourceKey, planName, reason }, now);
  const description = `${planName} did not start: ${WHY[reason]}. Nothing was charged`;
  const occurredAt = endedAt ?? now;
  await recordBillingEvent(db, { userId, type: "trial_refused", sourceKey, description, subscriptionId, occurredAt });
}

const WHY: Record<TrialRefusal, string> = {
  claimed_before: "this card has already had a free trial",
  unidentified_method: "a free trial requires a card or bank account",
};
