import { isIPv4 } from "node:net";
import { clientIp } from "@/lib/auth/client-ip";
import { env } from "@/lib/env";

/** What a request reveals about its browser. */
export type Device = {
  userAgent: string | null;
  /** The IPv4 /24 or IPv6 /48: enough to recognize a place, not a person. Null when unknown. */
  network: string | null;
};

/** The browser behind a request, and the address that rate limits count. */
export function deviceOf(headers: Headers): Device & { address: string } {
  const address = clientIp(headers, env().TRUSTED_PROXIES);
  const userAgent =
    headers
      .get("user-agent")
      ?.replace(/\p{Cc}/gu, "")
      .slice(0, 300) || null;
  return { address, userAgent, network: networkOf(address) };
}

/** The /24 of an IPv4 address or the /48 of an IPv6 one, as clientIp writes them. Null for anything else. */
export function networkOf(address: string): string | null {
  if (isIPv4(address)) return `${address.split(".").slice(0, 3).join(".")}.0/24`;
  if (!address.includes(":")) return null;
  return `${address.split(":").slice(0, 3).join(":")}::/48`;
}
