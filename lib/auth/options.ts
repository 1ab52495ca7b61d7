import { headers } from "next/headers";
import type { AuthOptions, CallbacksOptions, Profile } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { z } from "zod";
import { clientIp } from "@/lib/auth/client-ip";
import { commonJsDefault } from "@/lib/auth/common-js";
import type { ProviderId } from "@/lib/auth/configured-providers";
import { findSessionUser } from "@/lib/auth/find-user";
import { currentUser } from "@/lib/auth/guards";
import { deviceToken, deviceTokenOf } from "@/lib/auth/known-device";
import { safeNextPath } from "@/lib/auth/next-path";
import { takeIntent } from "@/lib/auth/oauth/intent";
import { oauthProviders } from "@/lib/auth/oauth/providers";
import { settleOAuth } from "@/lib/auth/oauth/settle-oauth";
import { oauthAdapter } from "@/lib/auth/oauth-adapter";
import { rateLimits } from "@/lib/auth/rate-limits";
import { keptReferralCode } from "@/lib/auth/referral-cookie";
import { deviceOf } from "@/lib/auth/request-device";
import { SESSION_SECONDS, type SessionTicket, ticketOf } from "@/lib/auth/session";
import { endSessionOfCookie } from "@/lib/auth/session-cookie";
import { beginSession } from "@/lib/auth/sessions/begin-session";
import type { SignInMethod } from "@/lib/auth/sessions/create-session";
import { signIn } from "@/lib/auth/sign-in";
import type { SignedInUser } from "@/lib/auth/types";
import { now } from "@/lib/clock";
import { type Cookie, cookieName, cookieOptions } from "@/lib/cookies";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** next-auth's configuration. The cookie identifies a session; everything else is read from the database. */
export function authOptions(): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    adapter: oauthAdapter(database, keptReferralCode),
    providers: providers(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: {
      sessionToken: cookieOf("session"),
      csrfToken: cookieOf("csrf"),
      callbackUrl: cookieOf("callbackUrl"),
      state: cookieOf("state"),
      pkceCodeVerifier: cookieOf("codeVerifier"),
      nonce: cookieOf("nonce"),
    },
    pages: { signIn: "/signin", signOut: "/", error: "/signin" },
    jwt: { decode: decodeForActiveUser },
    callbacks: {
      jwt: async ({ token, user, account }) => (user ? begin(user, methodOf(account?.provider)) : claimsOf(token)),
      session: async ({ session, token }) => ({ ...session, user: await publicUser(token) }),
      signIn: arrive,
      redirect: ({ url, baseUrl }) => `${baseUrl}${safeNextPath(pathOf(url, baseUrl))}`,
    },
    // By the cookie, not by the claims: a session that waits for its second factor has none.
    events: { signOut: endSessionOfCookie },
    logger: {
      error: (code, metadata) => {
        // An expired cookie, or one of a locked user, is not an error.
        const level = code === "JWT_SESSION_ERROR" ? "info" : "error";
        log[level]({ code, err: metadata instanceof Error ? metadata : metadata.error }, "sign-in");
      },
      warn: (code) => log.warn({ code }, "sign-in"),
      debug: () => undefined,
    },
  };
}

const cookieOf = (cookie: Cookie) => ({ name: cookieName(cookie), options: cookieOptions(cookie) });

const Credentials = commonJsDefault(CredentialsProvider);

function providers(): AuthOptions["providers"] {
  return [
    Credentials({
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: async (credentials, request) => {
        const ip = clientIp(new Headers(request.headers), env().TRUSTED_PROXIES);
        const deviceToken = deviceTokenOf(new Headers(request.headers));
        const input = { email: credentials?.email, password: credentials?.password, ip, deviceToken };
        const result = await signIn({ db: database().prisma, limits: rateLimits() }, input);
        if (result.ok) return { id: result.userId, provedAt: result.sessionVersion };
        // next-auth passes the message to the sign-in page as ?error=.
        if (result.reason === "rate_limited") throw new Error(result.reason);
        return null;
      },
    }),
    ...oauthProviders(),
  ];
}

// An ended session or a locked user takes effect immediately, whatever the cookie says.
const decodeForActiveUser: typeof decode = async (params) => {
  const token = await decode(params);
  if (!token || params.salt) return token;
  return (await lookUp(token)) === null ? null : token;
};

function claimsOf(token: JWT): JWT {
  return { sub: token.sub, sid: token.sid, ver: token.ver };
}

/** `provedAt` as in NewSession; only the credentials provider has it. */
async function begin({ id: userId, provedAt }: { id: string; provedAt?: number }, method: SignInMethod): Promise<JWT> {
  const device = deviceOf(await headers());
  const token = await deviceToken();
  const at = new Date();
  const ticket = await database().transaction((db) =>
    beginSession(db, { userId, method, device, deviceToken: token, provedAt }, at),
  );
  return { sub: ticket.userId, sid: ticket.sessionId, ver: ticket.version };
}

function methodOf(provider: string | undefined): SignInMethod {
  return provider === "github" || provider === "google" ? provider : "password";
}

async function publicUser(token: JWT) {
  const user = await lookUp(token);
  return user ? { id: user.id, email: user.email, name: user.name, role: user.role } : undefined;
}

/** The user; null when there is none who may sign in; undefined when the database is unavailable. */
async function lookUp(token: JWT): Promise<SignedInUser | null | undefined> {
  const ticket: SessionTicket | null = ticketOf(token);
  if (!ticket) return null;
  try {
    return await findSessionUser(database().sql, ticket, new Date());
  } catch (error) {
    // next-auth deletes the cookie when this throws, so an outage would sign everyone out.
    log.warn({ err: error }, "the session could not be checked");
    return undefined;
  }
}

/** What next-auth knows about a returning identity, and what the user intended if they are signed in. */
async function arrive({ user, account, profile }: SignInCallback): Promise<boolean | string> {
  const provider = account && providerIds.safeParse(account.provider);
  if (!account || !provider?.success) return true;
  const at = new Date();
  const { network } = deviceOf(await headers());
  const visitor = await currentUser();
  const intent = visitor && (await takeIntent(visitor, at));
  const arrival = {
    provider: provider.data,
    providerAccountId: account.providerAccountId,
    email: verifiedEmail(provider.data, profile),
    name: user.name ?? null,
    image: user.image ?? null,
    network,
  };
  const errand = visitor && intent?.provider === provider.data ? { user: visitor, intent } : null;
  const outcome = await settleOAuth(database(), arrival, errand, { now: await now(), at });
  if (outcome === "sign_in") return true;
  return outcome === "refused" ? false : outcome;
}

type SignInCallback = Parameters<NonNullable<CallbacksOptions["signIn"]>>[0];

const providerIds = z.enum(["github", "google"]);

/** The address that the provider has verified: for GitHub see verifiedGithubEmail; Google says whether it has. */
function verifiedEmail(provider: ProviderId, profile: Profile | undefined): string | null {
  const email = profile?.email?.trim().toLowerCase();
  if (!email) return null;
  const isVerified = provider === "github" || (profile as { email_verified?: boolean }).email_verified === true;
  return isVerified ? email : null;
}

function pathOf(url: string, baseUrl: string): string {
  return url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
}
