import { cookies, headers } from "next/headers";
import { deviceToken } from "@/lib/auth/known-device";
import { deviceOf } from "@/lib/auth/request-device";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { openSession, type SessionTicket, sealSession, sessionCookieName } from "@/lib/auth/session";
import { beginSession } from "@/lib/auth/sessions/begin-session";
import type { NewSession } from "@/lib/auth/sessions/create-session";
import { endSession } from "@/lib/auth/sessions/end-session";
import { expiredCookie, newCookie } from "@/lib/cookies";
import { database } from "@/lib/db";

/** Signs in this browser. For server actions and route handlers, which can set cookies. */
export async function startSession({ userId, method, provedAt }: Omit<NewSession, "device">): Promise<void> {
  const device = deviceOf(await headers());
  const token = await deviceToken();
  const at = new Date();
  const ticket = await database().transaction((db) =>
    beginSession(db, { userId, method, device, deviceToken: token, provedAt }, at),
  );
  await renewSession(ticket);
}

/** Gives this browser the cookie of an existing session, for example after other sessions were ended. */
export async function renewSession(ticket: SessionTicket): Promise<void> {
  (await cookies()).set(newCookie("session", await sealSession(ticket)));
}

/** Signs out this browser, here and on the server, so that a copy of the cookie is worthless. */
export async function endCurrentSession(): Promise<void> {
  await endSessionOfCookie();
  (await cookies()).set(expiredCookie("session"));
}

/** Ends the session of the browser's cookie, signed in or waiting for its second factor. The cookie stays. */
export async function endSessionOfCookie(): Promise<void> {
  const ticket = await openSession((await cookies()).get(sessionCookieName())?.value);
  if (!ticket) return;
  const at = new Date();
  await database().transaction(async (db) => {
    if (!(await endSession(db, ticket, at))) return;
    await recordSecurityEvent(db, { action: "session.ended", userId: ticket.userId }, at);
  });
}
