import { oncePerProcess } from "@/lib/once-per-process";
import { type KeptPage, keptPage } from "@/lib/pages/kept-page";
import { ownAddress } from "@/lib/pages/own-address";
import { scriptsOnUse } from "@/lib/pages/scripts-on-use";
import { withoutScripts } from "@/lib/pages/without-scripts";

// A change of what is on sale is announced; these are for when the connection that hears of it has just died silently.
const MAX_AGE_MS = 30_000;
const WAIT_FROM_MS = 60_000;

type Change = { change: (html: string) => string; runsApp: boolean };

const WITHOUT_SCRIPTS: Change = { change: withoutScripts, runsApp: false };

/** The pages, and what becomes of the scripts of each. */
const PAGES: Record<string, Change> = {
  "/": WITHOUT_SCRIPTS,
  "/pricing": WITHOUT_SCRIPTS,
  "/pricing?by=month": WITHOUT_SCRIPTS,
  "/pricing?by=year": WITHOUT_SCRIPTS,
  "/calculator": { change: scriptsOnUse, runsApp: true },
};

// Shared by the proxy and what stands before it.
const pages = oncePerProcess(
  "keptSitePages",
  () =>
    new Map(
      Object.entries(PAGES).map(([path, change]) => [
        path,
        keptPage(
          () => {
            const origin = ownAddress();
            return origin && `${origin}${path}`;
          },
          { maxAgeMs: MAX_AGE_MS, waitFromMs: WAIT_FROM_MS, ...change },
        ),
      ]),
    ),
);

/** Whether the path and query are exactly those of a page that is kept. */
export function isSitePage(address: string): boolean {
  return pages().has(address);
}

/**
 * The home page, the price list or the calculator's example as every visitor who is not signed in gets it. The first two come
 * without React: there is nothing on them that needs scripts but the theme. Null for any other address, and while it could
 * not be rendered yet.
 */
export async function keptSitePage(address: string): Promise<KeptPage | null> {
  return (await pages().get(address)?.()) ?? null;
}

/** The address of the kept page that a request gets, without what makes no difference to it, such as a referral code. */
export function sitePageOf({ pathname, searchParams }: Pick<URL, "pathname" | "searchParams">): string | null {
  // A plan in the address is highlighted, and what else is in the calculator's is a calculation.
  if (searchParams.has("plan") || (pathname === "/calculator" && searchParams.size > 0)) return null;
  const by = pathname === "/pricing" ? searchParams.get("by") : null;
  return by === "month" || by === "year" ? `${pathname}?by=${by}` : pathname;
}
