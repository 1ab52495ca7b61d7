import { NextResponse } from "next/server";
import { cookie, isSameOrigin } from "@/lib/api/http/authenticate";
import { requestId } from "@/lib/api/http/request-id";
import { resource } from "@/lib/api/http/resource";
import { deviceOf } from "@/lib/auth/request-device";
import { openSession, sessionCookieName } from "@/lib/auth/session";
import { endViewOf } from "@/lib/auth/view-as/end-view";
import { expiredCookie } from "@/lib/cookies";
import { database } from "@/lib/db";

/** Ends the view of this browser's session, after which the admin is themselves again: the one change a view allows. */
async function end(request: Request): Promise<Response> {
  const { headers } = request;
  if (!isSameOrigin(request))
    return new Response("This form was sent from another site.\n", { status: 403, headers: REFUSAL });
  const ticket = await openSession(cookie(headers, sessionCookieName()));
  const userId = ticket && (await endView(ticket, headers));
  const location = userId ? `/admin/users/${userId}` : "/admin/users";
  const response = new NextResponse(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  response.cookies.set(expiredCookie("view"));
  return response;
}

const REFUSAL = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: end });

function endView({ userId: adminId, sessionId }: { userId: string; sessionId: string }, headers: Headers) {
  const actor = { userId: adminId, network: deviceOf(headers).network, requestId: requestId(headers) };
  return database().transaction((db) => endViewOf(db, { sessionId, adminId }, actor, new Date()));
}
