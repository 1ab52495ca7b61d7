import type { IncomingMessage, ServerResponse } from "node:http";
import { clientIp } from "@/lib/auth/client-ip";
import { sessionCookieName } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { noteFrontDoor } from "@/lib/monitoring/count-requests";
import { addressLimits } from "@/lib/pages/address-limit";
import { keptFor, makingHeader } from "@/lib/pages/kept-page";
import { isSitePage, keptSitePage } from "@/lib/pages/kept-pages";
import { standBefore } from "@/lib/pages/stand-before";

/**
 * Serves the kept pages of the site to visitors before the framework sees their request: its way to the proxy and back
 * takes twenty times as long as everything else. Whatever is not plainly such a request goes on to the framework, and
 * proxy.ts treats it as before. Returns a function that undoes it for servers that had no request yet.
 */
export function openFrontDoor(): () => void {
  return standBefore((request, response, letIn) => {
    if (isForVisitor(request))
      serve(request, response)
        .catch(() => response.headersSent)
        .then((served) => served || letIn());
    else letIn();
  });
}

function isForVisitor({ method, url = "", headers }: IncomingMessage): boolean {
  const mode = headers["sec-fetch-mode"];
  return (
    isSitePage(url) &&
    (method === "GET" || method === "HEAD") &&
    (mode === undefined || mode === "navigate") &&
    // One that has ended is for the proxy to find out.
    !headers.cookie?.includes(sessionCookieName()) &&
    headers[makingHeader()] === undefined &&
    !env().MAINTENANCE
  );
}

/** False when there is no page, or the address has had its share: the proxy says so. */
async function serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const page = await keptSitePage(request.url ?? "");
  if (!page) return false;
  const address = clientIp({ get: (name) => String(request.headers[name] ?? "") }, env().TRUSTED_PROXIES);
  if ((await addressLimits().anonymous.count(address)) !== null) return false;
  const { status, headers, body } = keptFor(page, {
    ifNoneMatch: request.headers["if-none-match"],
    acceptEncoding: String(request.headers["accept-encoding"] ?? ""),
  });
  noteFrontDoor(response);
  response.writeHead(status, { ...headers, ...(body && { "content-length": body.length }) });
  response.end(request.method === "HEAD" ? undefined : (body ?? undefined));
  return true;
}
