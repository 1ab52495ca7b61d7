import type { Route } from "next";
import type { UserQuery } from "@/components/admin/users/user-query";
import type { MovedGroup } from "@/lib/billing/plans/version-moves/types";

/** The list of the subscribers whom a move of a plan takes along, or leaves alone. */
export function moversPath(plan: string, move: "ready" | "left"): Route {
  return path({ plan, move });
}

/** The list of those of them who pay one price. */
export function groupPath(plan: string, { from }: Pick<MovedGroup, "from">): Route {
  return path({ plan, move: "ready", ...(from.stripePriceId !== null && { price: from.stripePriceId }) });
}

function path(query: UserQuery): Route {
  return `/admin/users?${new URLSearchParams(query)}` as Route;
}
