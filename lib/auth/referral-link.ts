/** The cookie that stores a referral code until sign-up. */
export const REFERRAL_COOKIE = "refill-ref";

const PARAMETER = "ref";
const DAYS = 30;

/** The referral code in a URL, or null. It is looked up at sign-up. */
export function referralCodeIn(parameters: URLSearchParams): string | null {
  const code = parameters.get(PARAMETER);
  return code && /^[0-9A-Za-z]{4,20}$/.test(code) ? code : null;
}

/** A user's referral link. */
export function referralLink(appUrl: string, code: string): string {
  const link = new URL("/signup", appUrl);
  link.searchParams.set(PARAMETER, code);
  return link.toString();
}

/** The cookie's options. The latest link wins. */
export function referralCookie(secure: boolean) {
  return { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: DAYS * 24 * 60 * 60 } as const;
}
