/** Stripe keeps events for 30 days. Source: https://docs.stripe.com/api/events */
export const eventsKeptSeconds = 30 * 86_400;

export function isKept(created: number, now: number): boolean {
  return created > now - eventsKeptSeconds;
}
