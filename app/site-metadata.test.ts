import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import robots from "@/app/robots";
import { siteMetadata } from "@/app/site-metadata";
import { config } from "@/proxy";

const files = readdirSync("public");
const metadata = siteMetadata("https://refill.example");

test("every file of public/ is named by the pages, and every picture that they name is there", () => {
  const named = [...JSON.stringify(metadata).matchAll(/"url":"\/([^"]+)"/g)].map(([, file]) => file);
  expect(named.sort()).toEqual(files.sort());
});

test("a file of public/ is served as it is: without a nonce, a limit or a look at cookies", () => {
  const [matcher = ""] = config.matcher;
  const isPage = new RegExp(`^${matcher}$`);
  expect(files.filter((file) => isPage.test(`/${file}`))).toEqual([]);
  expect(isPage.test("/pricing")).toBe(true);
});

test("pictures have the sizes that the pages say", () => {
  expect(sizeOf("apple-touch-icon.png")).toEqual([180, 180]);
  expect(sizeOf("social.png")).toEqual([1200, 630]);
  const ico = readFileSync("public/favicon.ico");
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico.readUInt8(6 + 16 * index));
  expect(sizes).toEqual([16, 32, 48]);
});

test("a link preview finds its picture: the address is whole, and robots may fetch it", () => {
  expect(String(metadata.metadataBase)).toBe("https://refill.example/");
  expect([robots().rules].flat()[0]?.allow).toContain("/social.png");
});

/** As the header of a PNG has it. */
function sizeOf(name: string): [number, number] {
  const png = readFileSync(`public/${name}`);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
