import { cookies } from "next/headers";
import { SESSION_SECONDS, sealSession, secureCookies, sessionCookieName } from "@/lib/auth/session";

/** Signs this browser in. For server actions and route handlers, which may set cookies. */
export async function startSession(userId: string): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), await sealSession(userId), {
    httpOnly: true,
    sameSite: "lax",
    secure: secureCookies(),
    path: "/",
    maxAge: SESSION_SECONDS,
  });
}

/** Signs this browser out. */
export async function endSession(): Promise<void> {
  const jar = await cookies();
  // The prefix __Secure- is only honoured when the deletion is secure as well.
  jar.set(sessionCookieName(), "", { httpOnly: true, sameSite: "lax", secure: secureCookies(), path: "/", maxAge: 0 });
}
