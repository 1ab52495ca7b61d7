/** The cookie that stores which order someone was on the way to, while they open a link in an email. */
export const GOAL_COOKIE = "refill-goal";

const ORDER = /^\/buy\?/;
const SIGN_IN_PAGES = ["/signin", "/signup"];
const MAX_LENGTH = 500;
// As long as the link that verifies an address works.
const HOURS = 24;

/** The order to remember for a requested page: the order itself, or the one that a sign-in leads to. Null for others. */
export function goalOf({ pathname, search, searchParams }: Pick<URL, "pathname" | "search" | "searchParams">) {
  const path = SIGN_IN_PAGES.includes(pathname) ? (searchParams.get("next") ?? "") : `${pathname}${search}`;
  return ORDER.test(path) && path.length <= MAX_LENGTH ? path : null;
}

/** The cookie's options. The latest order wins. */
export function goalCookie(secure: boolean) {
  return { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: HOURS * 60 * 60 } as const;
}
