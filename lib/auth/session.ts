import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";

/** How long a session lasts without a visit. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** True when people reach the app over https, so that cookies may demand it. */
export function secureCookies(): boolean {
  return env().APP_URL.startsWith("https://");
}

/** The session cookie's name; browsers hold `__Secure-` names to https. */
export function sessionCookieName(): string {
  return secureCookies() ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

/** Seals a session cookie. It holds the user's id and nothing else: all that can change is read from the database. */
export function sealSession(userId: string): Promise<string> {
  return encode({ token: { sub: userId }, secret: env().NEXTAUTH_SECRET, maxAge: SESSION_SECONDS });
}

/** The user id in a session cookie; null when it is forged, damaged or past its time. */
export async function openSession(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  return token?.sub ?? null;
}
