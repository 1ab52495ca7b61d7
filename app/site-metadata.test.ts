import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import robots from "@/app/robots";
import { siteMetadata } from "@/app/site-metadata";
import { config } from "@/proxy";

const files = readdirSync("public");
const metadata = siteMetadata("https://refill.example");

test("the metadata references every file in public/, and every image it references exists", () => {
  const named = [...JSON.stringify(metadata).matchAll(/"url":"\/([^"]+)"/g)].map(([, file]) => file);
  expect(named.sort()).toEqual(files.sort());
});

test("files in public/ are served without a nonce, a rate limit or reading cookies", () => {
  const [matcher = ""] = config.matcher;
  const isPage = new RegExp(`^${matcher}$`);
  expect(files.filter((file) => isPage.test(`/${file}`))).toEqual([]);
  expect(isPage.test("/pricing")).toBe(true);
});

test("images have the sizes that the metadata declares", () => {
  expect(sizeOf("apple-touch-icon.png")).toEqual([180, 180]);
  expect(sizeOf("social.png")).toEqual([1200, 630]);
  const ico = readFileSync("public/favicon.ico");
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico.readUInt8(6 + 16 * index));
  expect(sizes).toEqual([16, 32, 48]);
});

test("a link preview can load its image: the URL is absolute and robots.txt allows it", () => {
  expect(String(metadata.metadataBase)).toBe("https://refill.example/");
  expect([robots().rules].flat()[0]?.allow).toContain("/social.png");
});

/** The size in the header of a PNG. */
function sizeOf(name: string): [number, number] {
  const png = readFileSync(`public/${name}`);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
