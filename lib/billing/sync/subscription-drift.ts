import { grantedUnits } from "@/lib/billing/plan-quantity";
import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { PlanVersion } from "@/lib/generated/prisma/client";
import { fetchProduct } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";
import type { ItemFacts } from "@/lib/stripe/subscription-items";

/**
 * What a subscription has in Stripe that does not match the catalogue, each in a sentence for admins that says what to do.
 * Add-ons beside a plan are not drift.
 */
export async function findSubscriptionDrift(
  stripe: StripeClient,
  facts: SubscriptionFacts,
  plan: Pick<PlanVersion, "name" | "quantity">,
): Promise<string[]> {
  if (!facts.sellsPlan) {
    const names = await namesOf(stripe, facts.items);
    return [`It has no plan from the catalogue, only ${names}, and grants no credits. ${PUT_BACK}`];
  }
  const { quantity, otherPlans } = facts;
  const found: string[] = [];
  if (otherPlans.length > 0) {
    const names = await namesOf(stripe, otherPlans);
    found.push(
      `It also has ${names}. Only ${plan.name}, the first plan, grants credits. Remove the extra plan in Stripe.`,
    );
  }
  if (grantedUnits(plan, quantity) < quantity) {
    found.push(
      `It charges for ${quantity} of ${plan.name}, which is sold one at a time and grants credits once. Set the quantity to 1 in Stripe, or allow quantities for the plan.`,
    );
  }
  return found;
}

const PUT_BACK = "Restore the plan's price in Stripe, or cancel the subscription there.";

/** "Extra seats (price_1), Support (price_2)". */
export async function namesOf(stripe: StripeClient, items: readonly ItemFacts[]): Promise<string> {
  const names: string[] = [];
  for (const { stripePriceId, stripeProductId, nickname } of items) {
    const product = stripeProductId ? await fetchProduct(stripe, stripeProductId) : null;
    const name = product?.name ?? nickname;
    names.push(name ? `${name} (${stripePriceId})` : stripePriceId);
  }
  return names.join(", ");
}
