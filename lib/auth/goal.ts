const ORDER = /^\/buy\?/;
const SIGN_IN_PAGES = ["/signin", "/signup"];
const MAX_LENGTH = 500;

/** The order to remember for a requested page: the order itself, or the one that a sign-in leads to. Null for others. */
export function goalOf({ pathname, search, searchParams }: Pick<URL, "pathname" | "search" | "searchParams">) {
  const path = SIGN_IN_PAGES.includes(pathname) ? (searchParams.get("next") ?? "") : `${pathname}${search}`;
  return ORDER.test(path) && path.length <= MAX_LENGTH ? path : null;
}
