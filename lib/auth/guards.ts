import type { Route } from "next";
import { cookies } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
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

/** Who is signed in, when that is an admin; else null. For actions and routes that answer for themselves. */
export async function currentAdmin(): Promise<SignedInUser | null> {
  const user = await currentUser();
  return user?.role === "ADMIN" ? user : null;
}

/** The signed-in user. Anyone else goes to sign in and comes back to `next`, a path of this app. */
export async function requireUser(next = "/dashboard"): Promise<SignedInUser> {
  const user = await currentUser();
  if (!user) redirect(`/signin?next=${encodeURIComponent(safeNextPath(next))}` as Route);
  return user;
}

/** The signed-in admin. To everyone else the page does not exist. Guards pages and server actions alike. */
export async function requireAdmin(): Promise<SignedInUser> {
  const user = await currentAdmin();
  if (!user) notFound();
  return user;
}
