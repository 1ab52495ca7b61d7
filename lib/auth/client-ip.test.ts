import { createServer, request as httpRequest } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientIp } from "@/lib/auth/client-ip";
import { recordPeerAddresses } from "@/lib/auth/peer-address";

const from = (forwarded: string, trustedProxies = 1) =>
  clientIp(new Headers({ "x-forwarded-for": forwarded }), trustedProxies);

// A server like Next's: it passes on headers but no socket, and adds X-Forwarded-For when it is missing.
const server = createServer((request, response) => {
  request.headers["x-forwarded-for"] ??= request.socket.remoteAddress;
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
  );
  const trusted = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("trusted"));
  response.end(JSON.stringify({ ip: clientIp(headers, trusted), headers: Object.keys(request.headers) }));
});

beforeAll(async () => {
  recordPeerAddresses();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function seen(trusted: number, headers: Record<string, string> = {}, localAddress = "127.0.0.1") {
  const { port } = server.address() as AddressInfo;
  return new Promise<{ ip: string; headers: string[] }>((resolve, reject) => {
    httpRequest({ port, host: "127.0.0.1", localAddress, path: `/?trusted=${trusted}`, headers }, async (response) => {
      resolve(JSON.parse(Buffer.concat(await response.toArray()).toString()));
    })
      .once("error", reject)
      .end();
  });
}

test("without trusted proxies the client address is that of the connection, whatever the headers claim", async () => {
  const { ip, headers } = await seen(0);
  expect(ip).toBe("127.0.0.1");
  expect((await seen(0, {}, "127.0.0.2")).ip).toBe("127.0.0.2");
  expect((await seen(0, { "x-forwarded-for": "6.6.6.6" })).ip).toBe("127.0.0.1");
  expect((await seen(0, { "x-forwarded-for": "6.6.6.6, 7.7.7.7", forwarded: "for=6.6.6.6" })).ip).toBe("127.0.0.1");
  expect((await seen(0, { "x-real-ip": "6.6.6.6" })).ip).toBe("127.0.0.1");
  // Not even with the header that carries the address, should its name become known.
  const [carrier = ""] = headers.filter((name) => name.startsWith("x-peer-"));
  expect((await seen(0, { [carrier]: "6.6.6.6" })).ip).toBe("127.0.0.1");
});

test("behind one proxy the client address is the one that the proxy reported", async () => {
  expect((await seen(1, { "x-forwarded-for": "6.6.6.6, 203.0.113.9" })).ip).toBe("203.0.113.9");
  expect((await seen(1)).ip).toBe("127.0.0.1");
});

test("only addresses written by trusted proxies count", () => {
  expect(from("6.6.6.6, 203.0.113.9")).toBe("203.0.113.9");
  expect(from("6.6.6.6, 203.0.113.9, 10.0.0.2", 2)).toBe("203.0.113.9");
  expect(from("203.0.113.9", 2)).toBe("203.0.113.9");
  expect(from("203.0.113.9", 0)).toBe("unknown");
});

test("a whole IPv6 /64 counts as one address", () => {
  expect(from("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(from("2001:db8:1:2::1")).toBe(from("2001:0db8:0001:0002:ffff:0:0:9"));
  expect(from("::1")).toBe("0:0:0:0::/64");
  expect(from("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(from("::ffff:203.0.113.9")).toBe("203.0.113.9");
});

test("invalid addresses share one limit", () => {
  expect(clientIp(new Headers(), 1)).toBe("unknown");
  expect(clientIp(new Headers(), 0)).toBe("unknown");
  expect(from("<script>")).toBe("unknown");
});
