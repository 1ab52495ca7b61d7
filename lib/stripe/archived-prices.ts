import type { StripeClient } from "@/lib/stripe/client";
import { refusalOf } from "@/lib/stripe/refusals";

/** Another process may archive a price again that this one has just activated. */
const TRIES = 3;

/**
 * Runs `work`, which repeats prices that a subscription already has. Stripe refuses archived prices in such a request, so
 * they are active for its moment: those of older versions of a plan are archived, and their subscribers keep them.
 */
export async function repeatingPrices<Result>(
  stripe: StripeClient,
  stripePriceIds: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const activated: string[] = [];
    try {
      if (tries > 1) activated.push(...(await activateArchived(stripe, stripePriceIds)));
      return await work();
    } catch (error) {
      if (tries > TRIES || refusalOf(error)?.reason !== "price_unavailable") throw error;
    } finally {
      for (const id of activated) await stripe.prices.update(id, { active: false });
    }
  }
}

async function activateArchived(stripe: StripeClient, stripePriceIds: readonly string[]): Promise<string[]> {
  const archived: string[] = [];
  for (const id of new Set(stripePriceIds)) {
    if ((await stripe.prices.retrieve(id)).active) continue;
    await stripe.prices.update(id, { active: true });
    archived.push(id);
  }
  return archived;
}
