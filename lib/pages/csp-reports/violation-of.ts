import type { MatchRoute } from "@/lib/monitoring/route-template";
import type { Report } from "@/lib/pages/csp-reports/read-reports";

/** A report without personal data: no query, id, path of another site or sample of code. */
export type Violation = {
  directive: string;
  /** An origin, a scheme such as `data`, or a kind such as `inline`. */
  blocked: string;
  /** The template of the page's route. */
  page: string;
  /** The app's own script, or the origin of another. */
  source?: string;
  line?: number;
};

type App = { appUrl: string; routeOf: MatchRoute };

/** What a report says about the app; null when it is about a page of another site, or about a browser extension. */
export function violationOf({ directive, blocked, page, source, line }: Report, { appUrl, routeOf }: App) {
  const app = new URL(appUrl);
  if (!URL.canParse(page) || new URL(page).origin !== app.origin) return null;
  if (isExtension(blocked) || isExtension(source)) return null;
  const found: Violation = {
    directive: DIRECTIVES.has(directive) ? directive : "other",
    blocked: KINDS.has(blocked) ? blocked : originOf(blocked),
    page: routeOf(new URL(page).pathname),
  };
  if (!source) return found;
  const where = placeOf(source, { app, routeOf });
  return line === null ? { ...found, source: where } : { ...found, source: where, line };
}

// https://www.w3.org/TR/CSP3/#csp-directives and the Trusted Types that extend it.
const DIRECTIVES: ReadonlySet<string> = new Set([
  ...["child-src", "connect-src", "default-src", "font-src", "frame-src", "img-src", "manifest-src", "media-src"],
  ...[
    "object-src",
    "script-src",
    "script-src-elem",
    "script-src-attr",
    "style-src",
    "style-src-elem",
    "style-src-attr",
  ],
  ...["worker-src", "base-uri", "form-action", "frame-ancestors", "require-trusted-types-for", "trusted-types"],
]);

const KINDS: ReadonlySet<string> = new Set([
  ...["inline", "eval", "wasm-eval", "self", "trusted-types-policy", "trusted-types-sink"],
]);

/** What extensions and the browser itself add to pages: browsers report its scheme, with or without the rest. */
const EXTENSION =
  /^(?:(?:chrome|moz|ms-browser|safari|safari-web)-extension|webkit-masked-url|chrome|resource|about)(?::|$)/i;

function isExtension(url: string): boolean {
  return EXTENSION.test(url);
}

function originOf(url: string): string {
  if (/^[a-z][a-z\d+.-]{0,20}$/i.test(url)) return url.toLowerCase();
  if (!URL.canParse(url)) return "other";
  const { origin, protocol } = new URL(url);
  return (origin === "null" ? protocol.slice(0, -1) : origin).slice(0, MOST_OF_ORIGIN);
}

const MOST_OF_ORIGIN = 100;

/** A script of the build by its path, anything else of the app by its route, and everything else by its origin. */
function placeOf(url: string, { app, routeOf }: { app: URL; routeOf: MatchRoute }): string {
  if (!URL.canParse(url) || new URL(url).origin !== app.origin) return originOf(url);
  const { pathname } = new URL(url);
  return /^\/_next\/static\/[\w./~-]{1,150}$/.test(pathname) ? pathname : routeOf(pathname);
}
