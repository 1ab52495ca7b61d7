import { type NextRequest, NextResponse } from "next/server";
import { GUIDE_SLUGS } from "@/components/docs/guides/slugs";
import { requestId } from "@/lib/api/http/request-id";
import { acceptedHost } from "@/lib/auth/app-origin";
import { clientIp } from "@/lib/auth/client-ip";
import { providerOrigins } from "@/lib/auth/configured-providers";
import { goalOf } from "@/lib/auth/goal";
import { referralCodeIn } from "@/lib/auth/referral-link";
import { openSession, sessionCookieName } from "@/lib/auth/session";
import { isViewCookie, VIEW_ONLY_PATH, viewCookieName } from "@/lib/auth/view-as/view-cookie";
import { newCookie } from "@/lib/cookies";
import { env } from "@/lib/env";
import { noteRateLimited } from "@/lib/monitoring/note-refusals";
import { addressLimits } from "@/lib/pages/address-limit";
import { contentSecurityPolicy, NO_PAGE_POLICY, reportingHeaders } from "@/lib/pages/content-security-policy";
import { type KeptPage, keptPage, makingHeader, replyWith } from "@/lib/pages/kept-page";
import { keptSitePage, sitePageOf } from "@/lib/pages/kept-pages";
import { underMaintenance } from "@/lib/pages/maintenance";
import { ownAddress } from "@/lib/pages/own-address";
import { scriptsOnUse } from "@/lib/pages/scripts-on-use";

const REFERENCE = "/docs/api";

/**
 * The documentation is the same for every visitor who is not signed in, so each of its pages is rendered once. The reference
 * takes a third of a second: an address that renders it often for a signed-in user gets this copy too, whose navigation bar
 * offers to sign in.
 */
const documentation = new Map(
  ["/docs", REFERENCE, ...GUIDE_SLUGS.map((slug) => `/docs/${slug}`)].map((path) => [
    path,
    keptPage(
      () => {
        const origin = ownAddress();
        return origin && `${origin}${path}`;
      },
      { change: scriptsOnUse },
    ),
  ]),
);

/**
 * Gives every page its Content-Security-Policy and everybody a limit by address, which no cookie lifts, and lets forms
 * through that were sent from the app's own address. It decides nothing about who may see what: pages and actions do
 * that themselves, through lib/auth. But it is the one place that refuses changes while an admin views the app as another
 * user, and that answers for every page during maintenance: every server action is a POST to a page.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  // What the process asks itself to make a kept page.
  if (request.headers.has(makingHeader())) return withMemory(request, withNonce(request));
  if (env().MAINTENANCE) return underMaintenance(request);
  const address = clientIp(request.headers, env().TRUSTED_PROXIES);
  const { anonymous, signedIn } = addressLimits();
  // Whether the session goes on is in the database, and the limit is there to spare that.
  const ticket = await openSession(request.cookies.get(sessionCookieName())?.value);
  const isSealed = ticket !== null;
  const seconds = await (isSealed ? signedIn : anonymous).count(address);
  if (seconds !== null) {
    noteRateLimited(isSealed ? "address-signed-in" : "address");
    return tooMany(seconds);
  }
  const view = request.cookies.get(viewCookieName())?.value;
  if (ticket && mayChange(request) && isViewCookie(view, ticket.sessionId, new Date())) return viewOnly();
  const sitePage = isSealed || !isDocument(request) ? null : sitePageOf(request.nextUrl);
  const site = sitePage && (await keptSitePage(sitePage));
  if (site) return withMemory(request, replyWith(site, request));
  const page = documentation.get(request.nextUrl.pathname);
  const kept = page && (await getsKept(request, isSealed, address)) ? await page() : null;
  return withMemory(request, kept ? keptPageFor(request, kept) : withNonce(request));
}

export const config = {
  // All but what is never shown as a page of the app: the API, the files of public/, what the build made, and the offline page.
  matcher: [
    "/((?!api/(?!auth)|_next/static|logo/|(?:favicon\\.ico|favicon\\.svg|apple-touch-icon\\.png|icon-(?:maskable-)?\\d+\\.png|social\\.png|skill\\.md|offline|offline-worker\\.js|manifest\\.webmanifest|robots\\.txt|sitemap\\.xml|\\.well-known/security\\.txt)$).*)",
  ],
};

/** Whether a request for a page of the documentation gets the copy that is the same for everybody. */
async function getsKept(request: NextRequest, isSealed: boolean, address: string): Promise<boolean> {
  const isReference = request.nextUrl.pathname === REFERENCE;
  if (isSealed) return isReference && (await addressLimits().drawing.count(address)) !== null;
  return isReference || isDocument(request);
}

/** The page as it is kept; for the app's own navigation nothing, on which the browser asks for the document. */
function keptPageFor(request: NextRequest, page: KeptPage): Response {
  if (!isInApp(request)) return replyWith(page, request);
  return new Response(null, {
    status: 204,
    headers: { "cache-control": "no-store", "content-security-policy": NO_PAGE_POLICY },
  });
}

/** Whether a browser, or a program, asks for the page itself. In development pages change all the time. */
function isDocument(request: NextRequest): boolean {
  const reads = request.method === "GET" || request.method === "HEAD";
  return reads && !isInApp(request) && process.env.NODE_ENV !== "development";
}

/** Whether the app's own navigation asks, which wants data and not a document. Next keeps its own headers from here. */
function isInApp({ headers }: NextRequest): boolean {
  const mode = headers.get("sec-fetch-mode");
  return mode !== null && mode !== "navigate";
}

function withNonce(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy({
    allowed: `'nonce-${nonce}' 'strict-dynamic'`,
    runsApp: true,
    signInOrigins: providerOrigins(env()),
  });
  const id = requestId(request.headers);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Layouts are not told the address; the one that asks for a sign-in needs it to come back.
  headers.set("x-path", pathname + search);
  // The audit log and the log name a request by it.
  headers.set("x-request-id", id);
  const host = acceptedHost(request.headers.get("origin"), process.env.APP_URL);
  if (host) headers.set("x-forwarded-host", host);
  // Next reads the nonce for its own scripts from this request header.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("x-request-id", id);
  // next-auth's answers are data and redirects.
  if (!pathname.startsWith("/api/")) {
    response.headers.set("content-security-policy", policy);
    for (const [name, value] of Object.entries(reportingHeaders())) response.headers.set(name, value);
  }
  if (!isForEverybody(pathname)) response.headers.set("cache-control", "private, no-store");
  return response;
}

/** Whether it is the same for everybody and may be cached, as its route says. */
function isForEverybody(path: string): boolean {
  if (path === "/docs/search.json" || path === "/llms.txt" || path.startsWith("/social/")) return true;
  return path.startsWith("/docs/") && (path.endsWith(".md") || path.startsWith("/docs/markdown/"));
}

// Pages cannot set cookies. A visitor who follows a link may look around before signing up, and one who chose a plan may
// have to open a link in an email first.
function withMemory(request: NextRequest, response: Response): Response {
  const code = referralCodeIn(request.nextUrl.searchParams);
  const goal = goalOf(request.nextUrl);
  if (!code && !goal) return response;
  const remembering = response instanceof NextResponse ? response : new NextResponse(response.body, response);
  if (code) remembering.cookies.set(newCookie("referral", code));
  if (goal) remembering.cookies.set(newCookie("goal", goal));
  return remembering;
}

/** Whether a request may change something: every method but those that read, and the return from a sign-in provider. */
function mayChange({ method, nextUrl }: NextRequest): boolean {
  return !["GET", "HEAD", "OPTIONS"].includes(method) || nextUrl.pathname.startsWith("/api/auth/callback/");
}

function viewOnly(): Response {
  return new Response("You view the app as another user, so nothing was changed.\n", {
    status: 403,
    headers: {
      // How a server action redirects: the page says what happened. Without it, Next's client shows the text as an error.
      "x-action-redirect": `${VIEW_ONLY_PATH};push`,
      "content-type": "text/plain",
      "cache-control": "no-store",
      "content-security-policy": NO_PAGE_POLICY,
    },
  });
}

function tooMany(seconds: number): Response {
  return new Response(`Too many requests. Try again in ${seconds} seconds.\n`, {
    status: 429,
    headers: {
      "retry-after": String(seconds),
      // Without a charset: only then does Next's client pass the text on to the form that was sent.
      "content-type": "text/plain",
      "cache-control": "no-store",
      "content-security-policy": NO_PAGE_POLICY,
    },
  });
}
