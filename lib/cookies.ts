import { env } from "@/lib/env";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/**
 * Every cookie that the app sets, and after how many seconds browsers remove it; null: when they close. docs/security.md says
 * what each is for. Scripts can read only the time zone, which a script sets.
 */
export const COOKIES = {
  session: { name: "next-auth.session-token", seconds: 90 * DAY },
  csrf: { name: "next-auth.csrf-token", seconds: null },
  callbackUrl: { name: "next-auth.callback-url", seconds: null },
  state: { name: "next-auth.state", seconds: 15 * MINUTE },
  codeVerifier: { name: "next-auth.pkce.code_verifier", seconds: 15 * MINUTE },
  nonce: { name: "next-auth.nonce", seconds: 15 * MINUTE },
  oauthIntent: { name: "refill-oauth-intent", seconds: 10 * MINUTE },
  device: { name: "refill-device", seconds: 365 * DAY },
  view: { name: "refill-view", seconds: 15 * MINUTE },
  goal: { name: "refill-goal", seconds: DAY },
  referral: { name: "refill-ref", seconds: 30 * DAY },
  firstSteps: { name: "first-steps-hidden-for", seconds: 365 * DAY },
  timeZone: { name: "tz", seconds: 365 * DAY },
} as const;

export type Cookie = keyof typeof COOKIES;

/** Whether the app's public address is https, so that cookies can require it. */
function isSecure(): boolean {
  return env().APP_URL.startsWith("https://");
}

/** The cookie's name. With https it has the prefix `__Host-`: browsers accept it only from this host and only over https. */
export function cookieName(cookie: Cookie): string {
  return `${isSecure() ? "__Host-" : ""}${COOKIES[cookie].name}`;
}

/** The attributes of a cookie that the server sets. */
export function cookieOptions(cookie: Cookie) {
  const { seconds } = COOKIES[cookie];
  const lasting = seconds === null ? {} : { maxAge: seconds };
  return { httpOnly: true, sameSite: "lax", secure: isSecure(), path: "/", ...lasting } as const;
}

/** A cookie to set. */
export function newCookie(cookie: Cookie, value: string) {
  return { name: cookieName(cookie), value, ...cookieOptions(cookie) };
}

/** The name of a cookie that a script sets, and its attributes as in `document.cookie`. */
export function scriptCookie(cookie: "timeZone") {
  const secure = isSecure() ? "; secure" : "";
  return { name: cookieName(cookie), attributes: `path=/; max-age=${COOKIES[cookie].seconds}; samesite=lax${secure}` };
}

/** What removes a cookie. Browsers ignore it unless it has the same attributes. */
export function expiredCookie(cookie: Cookie) {
  return { ...newCookie(cookie, ""), maxAge: 0 };
}
