import { gunzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { serveRoute } from "@/dev/testing/next-server";
import { keptFor, keptPage, renewKeptPages } from "@/lib/pages/kept-page";

let made = 0;
let status = 200;
const make = async () => new Response(`<p>${++made}</p>`, { status });
const url = await serveRoute(
  async () => ({ GET: make }),
  () => ({}),
);

afterEach(() => {
  status = 200;
});

const text = async (page: ReturnType<typeof keptPage>) => {
  const kept = await page();
  return kept && Buffer.from(kept.body).toString();
};

test("a page is made once for any number of requests, and again when what it shows has changed", async () => {
  made = 0;
  const page = keptPage(() => url);
  expect(await Promise.all([text(page), text(page), text(page)])).toEqual(["<p>1</p>", "<p>1</p>", "<p>1</p>"]);
  renewKeptPages();
  expect(await text(page)).toBe("<p>2</p>");
});

test("an old copy is served while the next one is made, and for as long as none can be made", async () => {
  made = 0;
  const page = keptPage(() => url, { maxAgeMs: 0 });
  expect(await text(page)).toBe("<p>1</p>");
  status = 500;
  expect(await text(page)).toBe("<p>1</p>");
  renewKeptPages();
  expect(await text(page)).toBe("<p>1</p>");
  status = 200;
  await expect.poll(() => text(page)).not.toBe("<p>1</p>");
});

test("a copy that nobody asked for in a long time is made again before it is served", async () => {
  made = 0;
  const page = keptPage(() => url, { maxAgeMs: 0, waitFromMs: 0 });
  expect(await text(page)).toBe("<p>1</p>");
  expect(await text(page)).toBe("<p>2</p>");
});

test("a copy that was begun before a change is not served after it", async () => {
  made = 0;
  const page = keptPage(() => url);
  const before = text(page);
  renewKeptPages();
  const after = text(page);
  expect(new Set([await before, await after])).toEqual(new Set(["<p>1</p>", "<p>2</p>"]));
  expect(await text(page)).toBe(await after);
});

test("without an address or an answer there is nothing to serve", async () => {
  expect(await keptPage(() => null)()).toBeNull();
  status = 503;
  made = 0;
  const page = keptPage(() => url);
  expect(await page()).toBeNull();
  // Who asks again at once, such as the proxy after the front door, does not wait for another failure.
  expect(await page()).toBeNull();
  expect(made).toBe(1);
});

test.each([
  ["gzip, deflate, br", "gzip"],
  ["br;q=1.0, GZIP;q=0.5", "gzip"],
  ["gzip;q=0, identity", null],
  ["gzip;q=0.0", null],
  ["x-gzip", null],
  ["", null],
])("a client that accepts %j gets the page in the encoding %s", async (accepted, encoding) => {
  made = 0;
  const page = await keptPage(() => url)();
  if (!page) throw new Error("The page was not made.");
  const { headers, body } = keptFor(page, { ifNoneMatch: undefined, acceptEncoding: accepted });
  expect(headers["content-encoding"] ?? null).toBe(encoding);
  expect((encoding ? gunzipSync(body ?? "") : Buffer.from(body ?? "")).toString()).toBe("<p>1</p>");
});
