import type { Route } from "next";
import type { BillingInterval } from "@/lib/catalog/types";

/** What someone chose to buy, before they have signed in. */
export type Order = { plan: string; interval: BillingInterval } | { pack: string };

/** The address that goes on to pay for exactly this, after sign-up or sign-in. `next` is where to go after paying. */
export function orderPath(order: Order, next?: string): Route {
  const query = new URLSearchParams();
  if ("pack" in order) query.set("pack", order.pack);
  else {
    query.set("plan", order.plan);
    query.set("by", order.interval.toLowerCase());
  }
  if (next) query.set("next", next);
  return `/buy?${query}` as Route;
}

/** The order in an address like the above; null when it has none. */
export function orderIn(query: Record<string, string | string[] | undefined>): Order | null {
  const { pack, plan, by } = query;
  if (typeof pack === "string" && pack !== "") return { pack };
  if (typeof plan !== "string" || plan === "") return null;
  return { plan, interval: by === "year" ? "YEAR" : "MONTH" };
}

/** The price list with a plan picked: where a subscriber changes to it. */
export function pickedPath({ plan, interval }: Extract<Order, { plan: string }>): Route {
  return `/pricing?plan=${encodeURIComponent(plan)}&by=${interval.toLowerCase()}` as Route;
}
