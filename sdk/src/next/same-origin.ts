/**
 * Whether a page of the same origin sent this request. Browsers say so in Sec-Fetch-Site; without it (plain http, old
 * browsers) the Origin must be the host that the request was sent to.
 */
export function isSameOrigin({ headers, url }: Request): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  // A proxy may have replaced the host. A page cannot set either header for another site.
  const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? new URL(url).host;
  return new URL(origin).host === host.toLowerCase();
}
