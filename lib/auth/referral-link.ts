/** The cookie that keeps whose link somebody came by, until they sign up. */
export const REFERRAL_COOKIE = "refill-ref";

const PARAMETER = "ref";
const DAYS = 30;

/** The code of an invitation in an address; null when there is none. Whether it is anybody's is asked at sign-up. */
export function referralCodeIn(parameters: URLSearchParams): string | null {
  const code = parameters.get(PARAMETER);
  return code && /^[0-9A-Za-z]{4,20}$/.test(code) ? code : null;
}

/** The link that somebody invites by. */
export function referralLink(appUrl: string, code: string): string {
  const link = new URL("/signup", appUrl);
  link.searchParams.set(PARAMETER, code);
  return link.toString();
}

/** How the cookie is kept. The latest link counts. */
export function referralCookie(secure: boolean) {
  return { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: DAYS * 24 * 60 * 60 } as const;
}
