const PARAMETER = "ref";

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
