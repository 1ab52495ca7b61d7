/**
 * The value of X-Forwarded-Host that makes Next accept a form; null when the request's own headers decide.
 *
 * Next runs a form's action only if the browser's Origin matches the host that the request was sent to. A proxy that
 * passes its own name for the app as Host, as nginx does by default, breaks that. An Origin equal to the app's public
 * address proves the same, because a page of another site cannot send it. APP_URL is read at every start, unlike Next's
 * own list of allowed origins, which may be fixed at build time.
 */
export function acceptedHost(origin: string | null, appUrl: string | undefined): string | null {
  if (!origin || !appUrl) return null;
  const app = new URL(appUrl);
  return origin.toLowerCase() === app.origin ? app.host : null;
}
