import { oncePerProcess } from "@/lib/once-per-process";
import { type KeptPage, keptPage } from "@/lib/pages/kept-page";
import { ownAddress } from "@/lib/pages/own-address";
import { THEME_SCRIPT } from "@/lib/pages/theme-script";
import { withoutScripts } from "@/lib/pages/without-scripts";

// A change of what is on sale is announced; these are for when the connection that hears of it has just died silently.
const MAX_AGE_MS = 30_000;
const WAIT_FROM_MS = 60_000;

const PATHS = ["/", "/pricing", "/pricing?by=month", "/pricing?by=year"];

// Shared by the proxy and what stands before it.
const pages = oncePerProcess(
  "keptSitePages",
  () =>
    new Map(
      PATHS.map((path) => [
        path,
        keptPage(
          () => {
            const origin = ownAddress();
            return origin && `${origin}${path}`;
          },
          { maxAgeMs: MAX_AGE_MS, waitFromMs: WAIT_FROM_MS, change: (html) => withoutScripts(html, THEME_SCRIPT) },
        ),
      ]),
    ),
);

/** Whether the path and query are exactly those of a page that is kept. */
export function isSitePage(address: string): boolean {
  return pages().has(address);
}

/**
 * The home page or the price list as every visitor who is not signed in gets it, without React: there is nothing on it that
 * needs scripts but the theme. Null for any other address, and while it could not be rendered yet.
 */
export async function keptSitePage(address: string): Promise<KeptPage | null> {
  return (await pages().get(address)?.()) ?? null;
}

/** The address of the kept page that a request gets, without what makes no difference to it, such as a referral code. */
export function sitePageOf({ pathname, searchParams }: Pick<URL, "pathname" | "searchParams">): string | null {
  // A plan in the address is highlighted.
  if (searchParams.has("plan")) return null;
  const by = pathname === "/pricing" ? searchParams.get("by") : null;
  return by === "month" || by === "year" ? `${pathname}?by=${by}` : pathname;
}
