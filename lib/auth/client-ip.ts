import { isIP, isIPv4 } from "node:net";
import { peerAddress } from "@/lib/auth/peer-address";

/**
 * The caller's address as rate limits count it: an IPv4 address or an IPv6 /64. Without a trusted proxy it is the peer of
 * the connection, whatever the headers say. Each of the `trustedProxies` appends one address to X-Forwarded-For; anything
 * before those is unverified input. When the address is unknown it is "unknown", which shares one limit.
 */
export function clientIp(headers: Pick<Headers, "get">, trustedProxies: number): string {
  const address = callerAddress(headers, trustedProxies);
  return isIP(address) === 0 ? "unknown" : network(address);
}

/** The same without the reduction to a network; empty when unknown. */
export function callerAddress(headers: Pick<Headers, "get">, trustedProxies: number): string {
  if (trustedProxies === 0) return peerAddress(headers) ?? "";
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-trustedProxies) ?? hops[0] ?? "";
}

/** What one subscriber controls: an IPv4 address, or a whole IPv6 /64. */
function network(address: string): string {
  const mapped = address.replace(/^::ffff:/i, "");
  if (isIPv4(mapped)) return mapped;
  // The URL parser writes IPv6 in its shortest form (RFC 5952).
  const [head = "", tail] = new URL(`http://[${address.replace(/%.*$/, "")}]`).hostname.slice(1, -1).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? [] : Array<string>(8 - left.length - right.length).fill("0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}
