import { cookies } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import { z } from "zod";
import type { ProviderId } from "@/lib/auth/configured-providers";
import { handleAuth } from "@/lib/auth/handle-auth";
import { env } from "@/lib/env";

const csrf = z.object({ csrfToken: z.string() });
const started = z.object({ url: z.string() });

/**
 * The address at which this browser signs in with a configured provider and then returns to `next`, with the cookies set that
 * its return needs. Null when the provider did not answer. For server actions: the browser's origin is checked before those.
 */
export async function beginOAuth(provider: ProviderId, next: string): Promise<string | null> {
  const { csrfToken } = csrf.parse(await ask(["csrf"]));
  const fields = { csrfToken, callbackUrl: next, json: "true" };
  const { url } = started.parse(await ask(["signin", provider], fields));
  // next-auth's own error page.
  return url.startsWith(`${env().APP_URL}/`) ? null : url;
}

/** next-auth's answer, with its cookies set in this browser. */
async function ask(path: string[], fields?: Record<string, string>): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const init = fields ? { method: "POST", headers, body: JSON.stringify(fields) } : {};
  const answer = await handleAuth(new NextRequest(`${env().APP_URL}/api/auth/${path.join("/")}`, init), path);
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) jar.set(cookie);
  return answer.json();
}
