import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { actsAsAdmin } from "@/lib/auth/admin-access";
import { findPendingUser, findSessionUser } from "@/lib/auth/find-user";
import { safeNextPath } from "@/lib/auth/next-path";
import { openSession, type SessionTicket, sessionCookieName } from "@/lib/auth/session";
import type { SignedInUser } from "@/lib/auth/types";
import { database } from "@/lib/db";

/**
 * Who is signed in, or null. Never redirects, so it also serves route handlers and server actions that answer for
 * themselves. Read once per request; a session that has ended, and a user who is locked or deleted, count as signed out.
 */
export const currentUser: () => Promise<SignedInUser | null> = cache(async () => {
  const ticket = await currentTicket();
  return ticket && findSessionUser(database().sql, ticket, new Date());
});

/** Who has given their password at this browser and still has to give the second factor; else null. */
export async function pendingUser(): Promise<SignedInUser | null> {
  const ticket = await currentTicket();
  return ticket && findPendingUser(database().sql, ticket, new Date());
}

async function currentTicket(): Promise<SessionTicket | null> {
  return openSession((await cookies()).get(sessionCookieName())?.value);
}

/** Who is signed in, when they may act as an admin; else null. For actions and routes that answer for themselves. */
export async function currentAdmin(): Promise<SignedInUser | null> {
  const user = await currentUser();
  return user && actsAsAdmin(user) ? user : null;
}

/** The signed-in user. Anyone else goes to sign in, or to give the second factor, and comes back to `next`, a path of this app. */
export async function requireUser(next = "/dashboard"): Promise<SignedInUser> {
  const user = await currentUser();
  if (user) return user;
  if (await pendingUser()) redirect(secondFactorPath(next));
  redirect(`/signin?next=${encodeURIComponent(safeNextPath(next))}` as Route);
}

/** The page where somebody who gave their password gives a code as well, on the way to `next`. */
export function secondFactorPath(next: string): Route {
  return `/signin/second-factor?next=${encodeURIComponent(safeNextPath(next))}` as Route;
}

/**
 * The signed-in admin. To everyone else the page does not exist; an admin without the second factor that it takes goes to
 * set one up. Guards pages and server actions alike.
 */
export async function requireAdmin(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user?.role !== "ADMIN") notFound();
  if (actsAsAdmin(user)) return user;
  const next = (await headers()).get("x-path") ?? "/admin/plans";
  redirect(`/settings/second-factor?next=${encodeURIComponent(safeNextPath(next))}` as Route);
}
