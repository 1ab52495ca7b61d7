import type { Route } from "next";
import { redirect } from "next/navigation";
import { safeNextPath } from "@/lib/auth/next-path";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import type { SignedInUser } from "@/lib/auth/types";

/**
 * Continues only if the user confirmed their identity within the last ten minutes; otherwise redirects to confirm it, and
 * back to `next`, a path of this app. For pages and server actions. API routes declare `identity: "recent"`, and a form
 * that should keep its entries uses `refuseUnconfirmed`.
 */
export function requireRecentIdentity(user: SignedInUser, next: string): void {
  if (!isRecentlyAuthenticated(user, new Date())) redirect(confirmIdentityPath(next));
}

/** The page that asks users to confirm their identity, on the way to `next`. */
export function confirmIdentityPath(next: string): Route {
  return `/confirm-identity?next=${encodeURIComponent(safeNextPath(next))}` as Route;
}
