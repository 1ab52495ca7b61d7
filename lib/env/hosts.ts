import { BlockList, isIP, isIPv4 } from "node:net";

/** Whether a URL's host is this machine: localhost (RFC 6761), 127.0.0.0/8 or ::1. */
export function isLoopback(hostname: string): boolean {
  const host = bare(hostname);
  if (host === "localhost" || host.endsWith(".localhost")) return true;
  return contains(LOOPBACK, host);
}

/**
 * Whether a URL's host is only reachable from its own network: this machine, a private or link-local address (RFC 1918,
 * 4193, 3927), a name without a dot, or one under a suffix that is not in the public DNS.
 */
export function isPrivate(hostname: string): boolean {
  const host = bare(hostname);
  if (isLoopback(host)) return true;
  return isIP(host) === 0 ? !host.includes(".") || PRIVATE_NAME.test(host) : contains(PRIVATE, host);
}

const PRIVATE_NAME = /\.(local|internal|lan|home\.arpa|test)$/;

const LOOPBACK = blockList([
  ["127.0.0.0", 8],
  ["::1", 128],
]);
const PRIVATE = blockList([
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["169.254.0.0", 16],
  ["fc00::", 7],
  ["fe80::", 10],
]);

/** A URL's hostname keeps the brackets of IPv6 and the trailing dot of a fully qualified name. */
function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
}

function contains(list: BlockList, host: string): boolean {
  return isIP(host) !== 0 && list.check(host, isIPv4(host) ? "ipv4" : "ipv6");
}

function blockList(subnets: [string, number][]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, isIPv4(network) ? "ipv4" : "ipv6");
  return list;
}
