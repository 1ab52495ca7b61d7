import { type NextRequest, NextResponse } from "next/server";
import { acceptedHost } from "@/lib/auth/app-origin";
import { REFERRAL_COOKIE, referralCodeIn, referralCookie } from "@/lib/auth/referral-link";

/**
 * Gives every page its Content-Security-Policy, and lets forms through that were sent from the app's own address. It
 * decides nothing about who may see what: pages and actions do that themselves, through lib/auth.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Layouts are not told the address; the one that asks for a sign-in needs it to come back.
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  const host = acceptedHost(request.headers.get("origin"), process.env.APP_URL);
  if (host) headers.set("x-forwarded-host", host);
  // Next reads the nonce for its own scripts from this request header.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  // Pages cannot set cookies, and whoever follows a link may look around before they sign up.
  const code = referralCodeIn(request.nextUrl.searchParams);
  if (code) response.cookies.set(REFERRAL_COOKIE, code, referralCookie(request.nextUrl.protocol === "https:"));
  return response;
}

export const config = {
  matcher: [
    {
      source: "/((?!api/|_next/|favicon.ico|icon.svg|robots.txt).*)",
      missing: [{ type: "header", key: "next-router-prefetch" }],
    },
  ],
};

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    // React needs eval for its stack traces in development only.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // Levels, bars and charts are drawn with style attributes, which a nonce cannot cover.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    // Without JavaScript a form posts here and is redirected to Stripe, which browsers check against this list.
    `form-action ${["'self'", ...paymentOrigins()].join(" ")}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

function paymentOrigins(): string[] {
  const base = process.env.STRIPE_API_BASE;
  return base
    ? [new URL(base).origin]
    : ["https://checkout.stripe.com", "https://billing.stripe.com", "https://hooks.stripe.com"];
}
