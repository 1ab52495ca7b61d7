/**
 * The value of X-Forwarded-Host with which the framework accepts a form; null where the request's own headers decide.
 *
 * The framework runs a form's action only if the Origin that the browser names is the host the request was sent to. A
 * proxy that passes its own name for the app as Host, as nginx does unless told otherwise, makes the two differ. An
 * Origin that is the app's own address proves as much: a page of another site cannot send it. APP_URL is read at every
 * start, which the framework's own list of allowed origins is not: that may be fixed by the build.
 */
export function acceptedHost(origin: string | null, appUrl: string | undefined): string | null {
  if (!origin || !appUrl) return null;
  const app = new URL(appUrl);
  return origin.toLowerCase() === app.origin ? app.host : null;
}
