import { cookie, isSameOrigin } from "@/lib/api/http/authenticate";
import { requestId } from "@/lib/api/http/request-id";
import { deviceOf } from "@/lib/auth/request-device";
import { openSession, secureCookies, sessionCookieName } from "@/lib/auth/session";
import { endViewOf } from "@/lib/auth/view-as/end-view";
import { viewCookieName } from "@/lib/auth/view-as/view-cookie";
import { database } from "@/lib/db";

/** Ends the view of this browser's session, after which the admin is themselves again: the one change a view allows. */
export async function POST(request: Request): Promise<Response> {
  const { headers } = request;
  if (!isSameOrigin(request)) return new Response("This form was sent from another site.\n", { status: 403 });
  const ticket = await openSession(cookie(headers, sessionCookieName()));
  const userId = ticket && (await endView(ticket, headers));
  const gone = `${viewCookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secureCookies() ? "; Secure" : ""}`;
  return new Response(null, {
    status: 303,
    headers: { location: userId ? `/admin/users/${userId}` : "/admin/users", "set-cookie": gone },
  });
}

function endView({ userId: adminId, sessionId }: { userId: string; sessionId: string }, headers: Headers) {
  const actor = { userId: adminId, network: deviceOf(headers).network, requestId: requestId(headers) };
  return database().transaction((db) => endViewOf(db, { sessionId, adminId }, actor, new Date()));
}
