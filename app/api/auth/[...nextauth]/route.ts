import type { NextRequest } from "next/server";
import { checkAuthRequest } from "@/lib/api/http/auth-request";
import { outage } from "@/lib/api/http/outages";
import { Problem, problem } from "@/lib/api/http/problems";
import { problemReply } from "@/lib/api/http/reply";
import { requestId } from "@/lib/api/http/request-id";
import { handleAuth } from "@/lib/auth/handle-auth";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth, with its input checked first. Its exceptions become problems with a request id. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const id = requestId(request.headers);
  try {
    const path = (await context.params).nextauth;
    const checked = await checkAuthRequest(request, path, env().APP_URL);
    if (checked instanceof Problem) return problemReply(checked, id);
    return await handleAuth(checked, path);
  } catch (error) {
    const away = outage(error);
    log[away ? "warn" : "error"]({ requestId: id, err: error }, "sign-in failed");
    return problemReply(away ?? problem("internal_error"), id);
  }
}

export { handler as GET, handler as POST };
