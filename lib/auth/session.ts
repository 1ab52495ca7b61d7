import { decode, encode } from "next-auth/jwt";
import { COOKIES, cookieName } from "@/lib/cookies";
import { env } from "@/lib/env";
import { oncePerProcess } from "@/lib/once-per-process";

const DAY_SECONDS = 24 * 60 * 60;

/** How long a session lasts without a visit, and its maximum age. */
export const SESSION_IDLE_SECONDS = 14 * DAY_SECONDS;
export const SESSION_SECONDS = COOKIES.session.seconds;

/** The content of a session cookie. Everything that can change is read from the database. */
export type SessionTicket = {
  userId: string;
  sessionId: string;
  /** The user's `sessionVersion` when it was sealed. */
  version: number;
};

/** The session cookie's name. */
export function sessionCookieName(): string {
  return cookieName("session");
}

/** Seals a session cookie with the app's secret. */
export function sealSession(
  { userId, sessionId, version }: SessionTicket,
  secret = env().NEXTAUTH_SECRET,
): Promise<string> {
  const token = { sub: userId, sid: sessionId, ver: version };
  return encode({ token, secret, maxAge: SESSION_SECONDS });
}

/** The content of a session cookie; null when it is forged, damaged or expired. */
export async function openSession(cookie: string | undefined): Promise<SessionTicket | null> {
  if (!cookie) return null;
  const secret = env().NEXTAUTH_SECRET;
  const known = opened().get(secret + cookie);
  if (known && known.until > performance.now()) return known.ticket;
  const ticket = ticketOf(await decode({ token: cookie, secret }).catch(() => null));
  if (ticket) keep(secret + cookie, ticket);
  return ticket;
}

// To open a cookie takes a key derivation, and the proxy and the page each open it for every request. What is in it never
// changes; whether the session goes on is in the database.
const opened = oncePerProcess("openedSessions", () => new Map<string, { ticket: SessionTicket; until: number }>());
const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;

function keep(key: string, ticket: SessionTicket): void {
  if (opened().size >= MOST_KEPT) opened().clear();
  opened().set(key, { ticket, until: performance.now() + KEPT_MS });
}

/** The ticket in the claims of a decoded cookie; null when there is none. */
export function ticketOf(claims: Record<string, unknown> | null): SessionTicket | null {
  const { sub, sid, ver } = claims ?? {};
  if (typeof sub !== "string" || typeof sid !== "string" || typeof ver !== "number") return null;
  return { userId: sub, sessionId: sid, version: ver };
}
