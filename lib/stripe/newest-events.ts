import type { StripeClient } from "@/lib/stripe/client";

/**
 * The ids of events of these types that Stripe made in a stretch of time, newest first: of the last hundred of any type.
 */
export async function newestEvents(
  stripe: StripeClient,
  { types, from, to }: { types: readonly string[]; from: Date; to: Date },
): Promise<string[]> {
  const created = { gte: Math.floor(from.getTime() / 1000), lte: Math.floor(to.getTime() / 1000) };
  const { data } = await stripe.events.list({ created, limit: 100 });
  return data.filter(({ type }) => types.includes(type)).map(({ id }) => id);
}
