import type { Found } from "@/lib/search/types";

/** What the server answers to a search. */
export type SearchAnswer = {
  found: Found[];
  /** The page in Stripe of the id that was searched for. */
  stripeUrl: string | null;
};
