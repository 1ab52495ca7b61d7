import type { Route } from "next";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { actsAsAdmin } from "@/lib/auth/admin-access";
import { findBrowserUser } from "@/lib/auth/find-browser-user";
import { findPendingUser } from "@/lib/auth/find-user";
import { safeNextPath } from "@/lib/auth/next-path";
import { openSession, type SessionTicket, sessionCookieName } from "@/lib/auth/session";
import type { SignedInUser } from "@/lib/auth/types";
import { VIEW_ONLY_PATH, viewCookieName } from "@/lib/auth/view-as/view-cookie";
import { database } from "@/lib/db";

/**
 * The signed-in user, or null. Never redirects, so it also serves route handlers and server actions with their own
 * responses. Read once per request; an ended session and a locked or deleted user count as signed out.
 */
export const currentUser: () => Promise<SignedInUser | null> = cache(async () => {
  const jar = await cookies();
  const sent = { session: jar.get(sessionCookieName())?.value, view: jar.get(viewCookieName())?.value };
  return findBrowserUser(database().hotSql, sent, new Date());
});

/** The user who has entered their password in this browser and still needs the second factor; otherwise null. */
export async function pendingUser(): Promise<SignedInUser | null> {
  const ticket = await currentTicket();
  return ticket && findPendingUser(database().sql, ticket, new Date());
}

async function currentTicket(): Promise<SessionTicket | null> {
  return openSession((await cookies()).get(sessionCookieName())?.value);
}

/** The signed-in user if they may act as an admin, otherwise null. For actions and routes with their own responses. */
export async function currentAdmin(): Promise<SignedInUser | null> {
  const user = await currentUser();
  return user && actsAsAdmin(user) ? user : null;
}

/**
 * The signed-in user. Redirects others to sign in, or to enter the second factor, and back to `next`, a path of this app; a
 * form or a button leads back to the page it is on.
 */
export async function requireUser(next = "/dashboard"): Promise<SignedInUser> {
  const user = await currentUser();
  if (user) return user;
  const back = (await pageOfAction()) ?? next;
  if (await pendingUser()) redirect(secondFactorPath(back));
  redirect(`/signin?next=${encodeURIComponent(safeNextPath(back, next))}` as Route);
}

/** The page that a server action was called from, with or without JavaScript; null when this is no action. */
async function pageOfAction(): Promise<string | null> {
  const sent = await headers();
  const isForm = sent.get("content-type")?.startsWith("multipart/form-data") ?? false;
  return isForm || sent.has("next-action") ? sent.get("x-path") : null;
}

/** The signed-in user themselves: an admin who only views the app as them is told so. For pages with secrets. */
export async function requireOwnUser(next: string): Promise<SignedInUser> {
  const user = await requireUser(next);
  if (user.view) redirect(VIEW_ONLY_PATH);
  return user;
}

/** The page that asks for a second-factor code, on the way to `next`. */
export function secondFactorPath(next: string): Route {
  return `/signin/second-factor?next=${encodeURIComponent(safeNextPath(next))}` as Route;
}

/**
 * The signed-in admin. Everyone else gets "not found"; an admin without the required second factor is redirected to set
 * one up. Guards pages and server actions alike.
 */
export async function requireAdmin(): Promise<SignedInUser> {
  const user = await currentUser();
  if (user?.role !== "ADMIN") notFound();
  if (actsAsAdmin(user)) return user;
  const next = (await headers()).get("x-path") ?? "/admin";
  redirect(`/settings/second-factor?next=${encodeURIComponent(safeNextPath(next))}` as Route);
}
