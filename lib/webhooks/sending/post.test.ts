import { type AddressInfo, createServer, type LookupFunction } from "node:net";
import { expect, test } from "vitest";
import { refuseUrl } from "@/lib/webhooks/endpoint-url";
import { post } from "@/lib/webhooks/sending/post";
import { isPublicAddress } from "@/lib/webhooks/sending/public-address";
import { testReceiver } from "@/lib/webhooks/testing/receiver";

const receiver = await testReceiver();
const here = { allowPrivate: true, timeoutMs: 30_000 };
const strict = { allowPrivate: false, timeoutMs: 30_000 };
const message = { headers: { "webhook-id": "msg_1" }, body: "{}" };

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_name, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

test.each([
  ["0.0.0.0", "this host"],
  ["10.1.2.3", "private"],
  ["100.64.0.1", "carrier-grade NAT"],
  ["127.0.0.1", "loopback"],
  ["127.255.255.254", "loopback"],
  ["169.254.169.254", "link-local, with the metadata of clouds"],
  ["172.16.0.1", "private"],
  ["172.31.255.255", "private"],
  ["192.0.0.8", "protocol assignments"],
  ["192.168.1.1", "private"],
  ["198.18.0.1", "benchmarks"],
  ["203.0.113.9", "documentation"],
  ["224.0.0.1", "multicast"],
  ["255.255.255.255", "broadcast"],
  ["::", "unspecified"],
  ["::1", "loopback"],
  ["::ffff:127.0.0.1", "a mapped loopback address"],
  ["::ffff:8.8.8.8", "a mapped address"],
  ["::127.0.0.1", "a compatible address"],
  ["64:ff9b::7f00:1", "NAT64"],
  ["2001::1", "Teredo"],
  ["2001:db8::1", "documentation"],
  ["2002:7f00:1::", "6to4 of loopback"],
  ["fc00::1", "unique local"],
  ["fd12:3456::1", "unique local"],
  ["fe80::1", "link-local"],
  ["ff02::1", "multicast"],
  ["nonsense", "no address"],
])("%s (%s) is not an address of the Internet", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])(
  "%s is an address of the Internet",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  "http://example.com/hook",
  "https://user:password@example.com/",
  "https://example.com/#part",
  "https://127.0.0.1/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://localhost/",
  "https://db.internal/",
  "https://redis/",
  "ftp://example.com/",
  "file:///etc/passwd",
  "nonsense",
])("%s cannot be an endpoint", (url) => {
  expect(refuseUrl(url, { allowPrivate: false })).toMatch(/^Must /);
});

test("a public address over HTTPS can be an endpoint, and in development a private one over HTTP", () => {
  expect(refuseUrl("https://hooks.example.com:8443/a?b=c", { allowPrivate: false })).toBeNull();
  expect(refuseUrl("http://localhost:4000/", { allowPrivate: true })).toBeNull();
});

test("a name that resolves to a private address, alone or beside a public one, is not connected to", async () => {
  const { port } = new URL(receiver.url);
  for (const lookup of [
    resolvesTo("127.0.0.1"),
    resolvesTo("8.8.8.8", "127.0.0.1"),
    resolvesTo("::ffff:127.0.0.1"),
    resolvesTo("169.254.169.254"),
  ]) {
    const sent = await post({ ...message, url: `https://rebound.example:${port}/` }, { ...strict, lookup });
    expect(sent).toEqual({ status: null, error: expect.stringContaining("private network") });
  }
  expect(receiver.received).toEqual([]);
});

test("the address that was checked is the one that is connected to: the name is resolved once", async () => {
  let lookups = 0;
  const lookup: LookupFunction = (name, options, callback) => {
    lookups += 1;
    resolvesTo("127.0.0.1")(name, options, callback);
  };
  const { port } = new URL(receiver.url);
  const sent = await post({ ...message, url: `http://hooks.example:${port}/` }, { ...here, lookup });
  expect(sent).toMatchObject({ status: 204 });
  expect(lookups).toBe(1);
  expect(receiver.received.at(-1)?.headers.host).toBe(`hooks.example:${port}`);
});

test("a private address that was stored while it was allowed is refused when it no longer is", async () => {
  const before = receiver.received.length;
  const sent = await post({ ...message, url: receiver.url }, strict);
  expect(sent).toEqual({ status: null, error: "Not sent. The address must start with https://." });
  expect(receiver.received).toHaveLength(before);
});

test("redirects are not followed", async () => {
  const before = receiver.received.length;
  receiver.answer = () => ({ status: 307, headers: { location: `${receiver.url}/elsewhere` } });
  expect(await post({ ...message, url: receiver.url }, here)).toMatchObject({ status: 307 });
  expect(receiver.received.slice(before).map(({ path }) => path)).toEqual(["/"]);
});

test("a receiver that does not answer is given up after the timeout", async () => {
  receiver.answer = () => "silence";
  const sent = await post({ ...message, url: receiver.url }, { ...here, timeoutMs: 100 });
  expect(sent).toEqual({ status: null, error: "There was no answer within 0.1 seconds." });
});

test("a receiver that switches to another protocol has answered, and one that hangs up has not", async () => {
  const endings = ["HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n", ""];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(endings.shift() ?? ""));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  expect(await post({ ...message, url }, here)).toEqual({ status: 101, retryAfterMs: null });
  expect(await post({ ...message, url }, here)).toMatchObject({
    status: null,
    error: expect.stringContaining("The request failed"),
  });
  server.close();
});

test("a receiver may say when to try again, in seconds", async () => {
  receiver.answer = () => ({ status: 503, headers: { "retry-after": "90" } });
  expect(await post({ ...message, url: receiver.url }, here)).toEqual({ status: 503, retryAfterMs: 90_000 });
});
