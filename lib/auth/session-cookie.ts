import { cookies, headers } from "next/headers";
import { deviceToken, rememberDevice } from "@/lib/auth/known-device";
import { deviceOf } from "@/lib/auth/request-device";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import {
  openSession,
  SESSION_SECONDS,
  type SessionTicket,
  sealSession,
  secureCookies,
  sessionCookieName,
} from "@/lib/auth/session";
import { createSession, type NewSession } from "@/lib/auth/sessions/create-session";
import { endSession } from "@/lib/auth/sessions/end-session";
import { database } from "@/lib/db";

/** Signs this browser in. For server actions and route handlers, which may set cookies. */
export async function startSession({ userId, method, provedAt }: Omit<NewSession, "device">): Promise<void> {
  const device = deviceOf(await headers());
  const token = await deviceToken();
  const at = new Date();
  const ticket = await database().transaction(async (db) => {
    await rememberDevice(db, { userId, token }, at);
    await recordSecurityEvent(
      db,
      { action: "sign_in.succeeded", userId, network: device.network, details: { method } },
      at,
    );
    return createSession(db, { userId, method, device, provedAt }, at);
  });
  await renewSession(ticket);
}

/** Gives this browser the cookie of a session that exists, as after other sessions were ended. */
export async function renewSession(ticket: SessionTicket): Promise<void> {
  (await cookies()).set(sessionCookieName(), await sealSession(ticket), {
    httpOnly: true,
    sameSite: "lax",
    secure: secureCookies(),
    path: "/",
    maxAge: SESSION_SECONDS,
  });
}

/** Signs this browser out, here and on the server: a copy of the cookie is worth nothing afterwards. */
export async function endCurrentSession(): Promise<void> {
  const jar = await cookies();
  const ticket = await openSession(jar.get(sessionCookieName())?.value);
  // The prefix __Secure- is only honoured when the deletion is secure as well.
  jar.set(sessionCookieName(), "", { httpOnly: true, sameSite: "lax", secure: secureCookies(), path: "/", maxAge: 0 });
  if (!ticket) return;
  const at = new Date();
  await database().transaction(async (db) => {
    if (!(await endSession(db, ticket, at))) return;
    await recordSecurityEvent(db, { action: "session.ended", userId: ticket.userId }, at);
  });
}
