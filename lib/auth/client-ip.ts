import { isIP, isIPv4 } from "node:net";

/**
 * The caller's address as the nearest trusted proxy saw it: each of the `trustedProxies` appends one to
 * X-Forwarded-For, and everything left of those is the caller's own claim. Without the header it is "unknown", which
 * then shares one limit.
 */
export function clientIp(headers: Headers, trustedProxies: number): string {
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const address = hops.at(-trustedProxies) ?? hops[0] ?? "";
  return isIP(address) === 0 ? "unknown" : network(address);
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
