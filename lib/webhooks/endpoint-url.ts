import { isIP } from "node:net";
import { isPublicAddress } from "@/lib/webhooks/sending/public-address";

export const MAX_URL = 2_000;

/**
 * Why an address cannot be an endpoint, as a sentence; null when it can. What a name resolves to is checked when it is connected to.
 * `allowPrivate` is for development: plain HTTP and the machine's own network.
 */
export function refuseUrl(address: string, { allowPrivate }: { allowPrivate: boolean }): string | null {
  if (address.length > MAX_URL) return `Must be at most ${MAX_URL} characters.`;
  if (!URL.canParse(address)) return "Must be a URL, such as https://example.com/webhooks.";
  const url = new URL(address);
  if (url.protocol !== "https:" && !(allowPrivate && url.protocol === "http:")) return "Must start with https://.";
  if (url.username || url.password) return "Must not contain a user name or password.";
  if (url.hash) return "Must not contain a fragment (#…).";
  const host = hostOf(url);
  const isPrivate = isIP(host) ? !isPublicAddress(host) : LOCAL_NAME.test(host);
  if (isPrivate && !allowPrivate) return "Must be an address on the Internet, not in a private network.";
  return null;
}

/** The host as it is connected to: an IPv6 address without its brackets. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

// Names that are never of the Internet (RFC 6761, RFC 6762, RFC 8375); a name without a dot is one of the network.
const LOCAL_NAME = /(^|\.)(localhost|local|internal|lan|home\.arpa)\.?$|^[^.]+\.?$/i;
