import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { checkAuthRequest, isCallbackUrl } from "@/lib/api/http/auth-request";
import { outage } from "@/lib/api/http/outages";
import { Problem, problem } from "@/lib/api/http/problems";
import { problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { commonJsDefault } from "@/lib/auth/common-js";
import { authOptions } from "@/lib/auth/options";
import { cookieName, expiredCookie } from "@/lib/cookies";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

const handleAuth = commonJsDefault(NextAuth);

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth, with its input checked first. Its exceptions become problems with a request id. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const id = requestId(request.headers);
  const { APP_URL } = env();
  try {
    const checked = await checkAuthRequest(request, (await context.params).nextauth, APP_URL);
    if (checked instanceof Problem) return problemReply(checked, id);
    await dropBadCallbackUrl(APP_URL);
    // next-auth reads its own URL only from here.
    process.env.NEXTAUTH_URL = APP_URL;
    return await handleAuth(checked, context, authOptions());
  } catch (error) {
    const away = outage(error);
    log[away ? "warn" : "error"]({ requestId: id, err: error }, "sign-in failed");
    return problemReply(away ?? problem("internal_error"), id);
  }
}

/** An invalid callback URL in the cookie would fail every request of the browser until it is deleted. */
async function dropBadCallbackUrl(appUrl: string): Promise<void> {
  const jar = await cookies();
  if (!isCallbackUrl(jar.get(cookieName("callbackUrl"))?.value ?? "", appUrl)) jar.set(expiredCookie("callbackUrl"));
}

export { handler as GET, handler as POST };
