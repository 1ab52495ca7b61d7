import { isIP, isIPv4 } from "node:net";
import { peerAddress } from "@/lib/auth/peer-address";

/**
 * The caller's address as rate limits count it: an IPv4 address or a whole IPv6 /64. With no trusted proxy it is the
 * other end of the connection, whatever headers say. Behind proxies each of the `trustedProxies` appends one address to
 * X-Forwarded-For; what is left of those is the caller's own claim. Where nothing tells it is "unknown", which shares
 * one limit.
 */
export function clientIp(headers: Headers, trustedProxies: number): string {
  const address = callerAddress(headers, trustedProxies);
  return isIP(address) === 0 ? "unknown" : network(address);
}

/** The same, not shortened to a network; empty where nothing tells. */
export function callerAddress(headers: Headers, trustedProxies: number): string {
  if (trustedProxies === 0) return peerAddress(headers) ?? "";
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-trustedProxies) ?? hops[0] ?? "";
}

/** What one subscriber holds: an IPv4 address, or a whole IPv6 /64, any address of which is his to use. */
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
