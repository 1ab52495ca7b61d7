import type { Route } from "next";
import type { BillingInterval } from "@/lib/catalog/types";
import { wholeNumber } from "@/lib/format/whole-number";

/** What someone chose to buy, before they have signed in. */
export type Order = { plan: string; interval: BillingInterval } | PackChoice;

/** A pack; of one that is sold by volume, in an amount of credits. */
export type PackChoice = { pack: string; credits?: number | undefined };

/** The address that goes on to pay for exactly this, after sign-up or sign-in. `next` is where to go after paying. */
export function orderPath(order: Order, next?: string): Route {
  const query = new URLSearchParams();
  if ("pack" in order) {
    query.set("pack", order.pack);
    if (order.credits) query.set("credits", String(order.credits));
  } else {
    query.set("plan", order.plan);
    query.set("by", order.interval.toLowerCase());
  }
  if (next) query.set("next", next);
  return `/buy?${query}` as Route;
}

/** The order in an address like the above; null when it has none. */
export function orderIn(query: Record<string, string | string[] | undefined>): Order | null {
  const { pack, plan, by } = query;
  if (typeof pack === "string" && pack !== "") return { pack, credits: creditsIn(query.credits) };
  if (typeof plan !== "string" || plan === "") return null;
  return { plan, interval: by === "year" ? "YEAR" : "MONTH" };
}

/** An amount as it may be typed into the form that leads here; what is not one is 0, which is never sold. */
function creditsIn(typed: string | string[] | undefined): number | undefined {
  return typeof typed === "string" && typed !== "" ? Number(wholeNumber(typed) ?? 0) : undefined;
}

/** The price list with a plan picked: where a subscriber changes to it. */
export function pickedPath({ plan, interval }: Extract<Order, { plan: string }>): Route {
  return `/pricing?plan=${encodeURIComponent(plan)}&by=${interval.toLowerCase()}` as Route;
}
