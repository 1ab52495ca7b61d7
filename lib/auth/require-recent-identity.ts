import type { Route } from "next";
import { redirect } from "next/navigation";
import { safeNextPath } from "@/lib/auth/next-path";
import { isRecentlyAuthenticated } from "@/lib/auth/sessions/recent";
import type { SignedInUser } from "@/lib/auth/types";

/**
 * Goes on only for somebody who proved who they are within the last ten minutes. Anyone else confirms it first and comes
 * back to `next`, a path of this app. For pages and server actions; API routes say `identity: "recent"`, and a form that
 * should keep what was typed answers with `refuseUnconfirmed`.
 */
export function requireRecentIdentity(user: SignedInUser, next: string): void {
  if (!isRecentlyAuthenticated(user, new Date())) redirect(confirmIdentityPath(next));
}

/** The page where people confirm who they are, on the way to `next`. */
export function confirmIdentityPath(next: string): Route {
  return `/confirm-identity?next=${encodeURIComponent(safeNextPath(next))}` as Route;
}
