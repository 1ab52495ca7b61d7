import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "@/app/manifest";
import { PUBLIC_PAGES } from "@/app/public-pages";
import robots from "@/app/robots";
import { siteMetadata } from "@/app/site-metadata";
import { config } from "@/proxy";

const files = readdirSync("public", { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`.replaceAll("\\", "/").replace(/^public\//, ""));
const metadata = siteMetadata("https://refill.example");

test("every image that the metadata and the manifest reference exists, and every other file has its purpose", () => {
  const named = [...JSON.stringify([metadata, manifest()]).matchAll(/"(?:url|src)":"\/([^"]+\.\w+)"/g)].map(
    ([, file]) => file,
  );
  expect(named.length).toBeGreaterThan(6);
  const others = [
    "offline-worker.js",
    "logo/mark-dark.svg",
    "logo/mark-light.svg",
    "logo/refill-dark.png",
    "logo/refill-light.png",
    "skill.md",
  ];
  expect([...new Set([...named, ...others])].sort()).toEqual(files.sort());
});

test("files that are not pages are served without a nonce, a rate limit or reading cookies", () => {
  const [matcher = ""] = config.matcher;
  const isPage = new RegExp(`^${matcher}$`);
  const made = ["manifest.webmanifest", "robots.txt", "sitemap.xml", ".well-known/security.txt", "offline"];
  expect([...files, ...made].filter((file) => isPage.test(`/${file}`))).toEqual([]);
  for (const page of ["/pricing", "/docs/quick-start", "/logo", "/social/pro", "/offline/x"]) {
    expect(isPage.test(page), page).toBe(true);
  }
});

test("images have the sizes that the metadata declares", () => {
  expect(sizeOf("apple-touch-icon.png")).toEqual([180, 180]);
  expect(sizeOf("social.png")).toEqual([1200, 630]);
  for (const { src, sizes } of manifest().icons ?? []) expect(sizeOf(src.slice(1)).join("x")).toBe(sizes);
  const ico = readFileSync("public/favicon.ico");
  const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => ico.readUInt8(6 + 16 * index));
  expect(sizes).toEqual([16, 32, 48]);
});

test("a link preview can load its image: the URL is absolute and robots.txt allows it", () => {
  expect(String(metadata.metadataBase)).toBe("https://refill.example/");
  expect([robots().rules].flat()[0]?.allow).toContain("/social.png");
});

test("robots find the sitemap, read every public page, and nothing that is somebody's own", () => {
  const { rules, sitemap } = robots();
  expect(sitemap).toBe("http://localhost:3000/sitemap.xml");
  const allowed = ([[rules].flat()[0]?.allow].flat() as string[]).map(asPattern);
  const mayRead = (path: string) => allowed.some((one) => one.test(path));
  for (const path of [...PUBLIC_PAGES, "/docs/holds", "/plans/pro", "/social/pro"])
    expect(mayRead(path), path).toBe(true);
  for (const path of ["/dashboard", "/signin", "/billing", "/admin", "/outbox", "/api/v1/plans"]) {
    expect(mayRead(path), path).toBe(false);
  }
});

test("the sitemap has every page of app/(site) that does not ask to be left out", () => {
  const pages = readdirSync("app/(site)", { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("page.tsx") && !file.includes("["))
    .filter((file) => !/index: false/.test(readFileSync(`app/(site)/${file}`, "utf8")))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, "")}`);
  expect([...PUBLIC_PAGES].sort()).toEqual(pages.sort());
});

/** A rule of robots.txt (RFC 9309): a beginning, or with $ the whole address. */
function asPattern(rule: string): RegExp {
  return new RegExp(`^${rule.replaceAll(/[.?*+^[\]\\(){}|]/g, "\\$&")}`);
}

/** The size in the header of a PNG. */
function sizeOf(name: string): [number, number] {
  const png = readFileSync(`public/${name}`);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
