import type { Database } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";
import { findByStripeId, isStripeId } from "@/lib/search/find-by-stripe-id";
import { findByText } from "@/lib/search/find-by-text";
import { findByUuid } from "@/lib/search/find-by-uuid";
import type { Found } from "@/lib/search/types";

/** Shorter texts match too much to be of use. */
export const SHORTEST_SEARCH = 2;
const LONGEST = 255;

/**
 * Finds users, subscriptions, payments, webhook events, API keys and what is sold, for admins: by an id of Refill or of
 * Stripe, each looked up in an index, or by part of an email address or a name, an external id, an invoice number, the
 * prefix of an API key, or a promo code. At most a few of each kind, in at most six statements.
 */
export async function searchEverything(database: Database, text: string): Promise<Found[]> {
  const wanted = text.trim();
  if (wanted.length < SHORTEST_SEARCH || wanted.length > LONGEST || wanted.includes("\u0000")) return [];
  if (isUuid(wanted)) return findByUuid(database, wanted);
  if (isStripeId(wanted)) return findByStripeId(database, wanted);
  return findByText(database, wanted);
}
