import { isLoopback } from "../env/hosts";
import { NO_PAGE_POLICY } from "./content-security-policy";
import { PLAIN_PAGE_POLICY } from "./plain-page";

// Denied to the app and to every frame in it. What Stripe and banks use in their frames (payment, passkeys) is not here, nor
// are names that Chromium does not know: it warns of each on the console.
const DENIED_FEATURES = [
  ...["accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid"],
  ...["idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "screen-wake-lock", "serial", "usb"],
  "xr-spatial-tracking",
];

/** The headers of every response. For pages, proxy.ts replaces the Content-Security-Policy. */
export const securityHeaders = [
  { key: "Content-Security-Policy", value: NO_PAGE_POLICY },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: DENIED_FEATURES.map((feature) => `${feature}=()`).join(", ") },
  // Banks and wallets that Stripe.js works with may open a window.
  { key: "Cross-Origin-Opener-Policy", value: "same-origin-allow-popups" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

/** What differs by path, in the form of Next's setting `headers`, in which the last rule for a header wins. */
export const headersByPath = [
  { source: "/offline", headers: [{ key: "Content-Security-Policy", value: PLAIN_PAGE_POLICY }] },
  {
    // The policy of a worker's script is the worker's: it fetches the page that was asked for, or keeps /offline.
    source: "/offline-worker.js",
    headers: [{ key: "Content-Security-Policy", value: "default-src 'none'; connect-src 'self'" }],
  },
  {
    // Logos and previews of links, which other sites may show.
    source: "/:picture((?:logo/|social/|social\\.|favicon\\.|icon-|apple-touch-icon\\.).*)",
    headers: [{ key: "Cross-Origin-Resource-Policy", value: "cross-origin" }],
  },
  {
    source: "/:picture(.*\\.svg)",
    headers: [
      { key: "Content-Type", value: "image/svg+xml; charset=utf-8" },
      { key: "Content-Security-Policy", value: `${NO_PAGE_POLICY}; style-src 'unsafe-inline'` },
    ],
  },
  { source: "/robots.txt", headers: [{ key: "Content-Type", value: "text/plain; charset=utf-8" }] },
  { source: "/sitemap.xml", headers: [{ key: "Content-Type", value: "application/xml; charset=utf-8" }] },
];

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Strict-Transport-Security for the public address of the app; null on http, where it means nothing, and on this machine,
 * where browsers would apply it to every port.
 */
export function transportSecurity(appUrl: string, { subdomains }: { subdomains: boolean }): string | null {
  const { protocol, hostname } = new URL(appUrl);
  if (protocol !== "https:" || isLoopback(hostname)) return null;
  return `max-age=${YEAR_SECONDS}${subdomains ? "; includeSubDomains" : ""}`;
}
