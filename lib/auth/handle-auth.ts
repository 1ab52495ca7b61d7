import { cookies } from "next/headers";
import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { isCallbackUrl } from "@/lib/auth/callback-url";
import { commonJsDefault } from "@/lib/auth/common-js";
import { authOptions } from "@/lib/auth/options";
import { cookieName, expiredCookie } from "@/lib/cookies";
import { env } from "@/lib/env";

const nextAuth = commonJsDefault(NextAuth);

/**
 * next-auth's answer to a request whose input was checked. It takes the cookies from the request that is being answered, and its
 * own are in the answer. `path` is what follows /api/auth/.
 */
export async function handleAuth(request: NextRequest, path: string[]): Promise<Response> {
  const { APP_URL } = env();
  await dropBadCallbackUrl(APP_URL);
  // next-auth reads its own URL only from here.
  process.env.NEXTAUTH_URL = APP_URL;
  return nextAuth(request, { params: Promise.resolve({ nextauth: path }) }, authOptions());
}

/** An invalid callback URL in the cookie would fail every request of the browser until it is deleted. */
async function dropBadCallbackUrl(appUrl: string): Promise<void> {
  const jar = await cookies();
  if (!isCallbackUrl(jar.get(cookieName("callbackUrl"))?.value ?? "", appUrl)) jar.set(expiredCookie("callbackUrl"));
}
