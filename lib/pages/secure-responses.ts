import { env } from "@/lib/env";
import { securityHeaders, transportSecurity } from "@/lib/pages/security-headers";
import { standBefore } from "@/lib/pages/stand-before";

/**
 * Gives every response the security headers before anything else handles its request. Next sets them too, but not on its
 * own redirects, and it does not know the app's address when it is built. Returns a function that undoes it for servers
 * that had no request yet.
 */
export function secureResponses(): () => void {
  const { APP_URL, HSTS_SUBDOMAINS } = env();
  const transport = transportSecurity(APP_URL, { subdomains: HSTS_SUBDOMAINS });
  const headers = new Map(securityHeaders.map(({ key, value }) => [key, value]));
  if (transport) headers.set("Strict-Transport-Security", transport);
  return standBefore((_request, response, letIn) => {
    response.setHeaders(headers);
    letIn();
  });
}
