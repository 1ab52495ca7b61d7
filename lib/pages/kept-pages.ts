import { type KeptPage, keptPage } from "@/lib/pages/kept-page";
import { ownAddress } from "@/lib/pages/own-address";
import { THEME_SCRIPT } from "@/lib/pages/theme-script";
import { withoutScripts } from "@/lib/pages/without-scripts";

type Address = Pick<URL, "pathname" | "searchParams">;

// The catalogue may change in another process, which this one is not told of.
const MAX_AGE_MS = 30_000;

const PAGES: Record<string, () => Promise<KeptPage | null>> = Object.fromEntries(
  ["/", "/pricing", "/pricing?by=month", "/pricing?by=year"].map((path) => [
    path,
    keptPage(
      () => {
        const origin = ownAddress();
        return origin && `${origin}${path}`;
      },
      { maxAgeMs: MAX_AGE_MS, change: (html) => withoutScripts(html, THEME_SCRIPT) },
    ),
  ]),
);

/**
 * The home page or the price list as every visitor who is not signed in gets it, without React: there is nothing on it that
 * needs scripts but the theme. Null for any other page, and while it
 * could not be rendered yet.
 */
export async function keptSitePage({ pathname, searchParams }: Address): Promise<KeptPage | null> {
  // A plan in the address is highlighted.
  if (searchParams.has("plan")) return null;
  const by = pathname === "/pricing" ? searchParams.get("by") : null;
  const path = by === "month" || by === "year" ? `${pathname}?by=${by}` : pathname;
  return (await PAGES[path]?.()) ?? null;
}
