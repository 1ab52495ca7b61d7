import { expectAccessible } from "./support/accessible";
import { signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("a reader finds an endpoint by keyboard, and copies a sample of a guide in their language", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs");
  const search = page.getByRole("combobox", { name: "Search guides, endpoints and errors" });
  // The first key loads the page's scripts; on a busy machine it may lead to the page that searches without them.
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(search).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await search.fill("place a hold");
  await expect(page.getByRole("option").first()).toContainText("Place a hold");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/api#postCreditsHolds$/);

  await page.goto("/docs/holds");
  const sample = page.getByRole("figure").filter({ hasText: "Python" });
  await sample.getByRole("button", { name: "Python" }).click();
  await expect(sample.getByRole("button", { name: "Python" })).toHaveAttribute("aria-pressed", "true");
  await sample.getByRole("button", { name: "Copy the code" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("def work():");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("guides are read and searched", { tag: "@full" }, async ({ page }) => {
    await page.goto("/docs/lots");
    await expect(page.getByRole("heading", { level: 1, name: "Lots" })).toBeVisible();
    await page.getByRole("link", { name: "Search" }).first().click();
    await page.getByRole("searchbox").fill("insufficient_credits");
    await page.getByRole("searchbox").press("Enter");
    await expect(page.getByRole("link", { name: "insufficient_credits" }).first()).toHaveAttribute(
      "href",
      "/docs/api#insufficient_credits",
    );
    await page.goto("/docs/search?q=insufficient_credits&q=zzzzzz");
    await expect(page.getByRole("link", { name: "insufficient_credits" }).first()).toBeVisible();
  });
});

test("every public page has a title, a description, its own address and a picture; the files about it are there", async ({
  request,
}) => {
  const map = await (await request.get("/sitemap.xml")).text();
  const paths = [...map.matchAll(/<loc>[^<]*?:\d+([^<]*)<\/loc>/g)].map(([, path]) => path || "/");
  expect(paths).toEqual(expect.arrayContaining(["/", "/pricing", "/docs", "/docs/api", "/docs/holds", "/plans/pro"]));
  const titles = new Set<string>();
  for (const path of paths) {
    const html = await (await request.get(path)).text();
    titles.add(/<title>([^<]+)<\/title>/.exec(html)?.[1] ?? "");
    expect(html, path).toMatch(/<meta name="description" content="[^"]{20,}"/);
    const canonical = new URL(/<link rel="canonical" href="([^"]+)"/.exec(html)?.[1] ?? "x:").pathname;
    expect(canonical).toBe(path);
    expect(html, path).toContain('property="og:image"');
  }
  expect(titles.size).toBe(paths.length);
  for (const [path, type] of [
    ["/manifest.webmanifest", "application/manifest+json"],
    ["/robots.txt", "text/plain"],
    ["/favicon.ico", "image/"],
    ["/social/pro", "image/png"],
    ["/offline", "text/html"],
    ["/.well-known/security.txt", "text/plain"],
  ] as const) {
    const answer = await request.get(path);
    expect([path, answer.status()]).toEqual([path, 200]);
    expect(answer.headers()["content-type"]).toContain(type);
  }
  const missing = ["/design", "/social/no-such-plan", "/plans/no-such-plan"];
  for (const path of missing) expect([path, (await request.get(path)).status()]).toEqual([path, 404]);
});

test.describe("not found", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("a wrong address has ways on, also inside the documentation and the admin pages", { tag: "@full" }, async ({
    page,
  }) => {
    for (const [path, way] of [
      ["/nowhere", "See pricing"],
      ["/docs/no-such-guide", "All guides"],
      ["/plans/no-such-plan", "See pricing"],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.getByRole("link", { name: way })).toBeVisible();
      await expectAccessible(page);
    }
    await signedInAs(page, "admin@example.com");
    await page.goto("/admin/users/no-such-user");
    await expect(page.getByRole("link", { name: "Find a user" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Admin" }).first()).toBeVisible();
  });
});

test.describe("offline", () => {
  test.use({ serviceWorkers: "allow", expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test("a page that cannot be reached is a page of the app, and loads when the network is back", async ({
    page,
    context,
  }) => {
    await page.goto("/docs");
    await page.evaluate(() => navigator.serviceWorker.ready);
    await context.setOffline(true);
    await page.goto("/pricing");
    await expect(page.getByRole("heading", { name: "You are offline" })).toBeVisible();
    await expectAccessible(page);
    await context.setOffline(false);
    await page.getByRole("link", { name: "Try again" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /Credits/ })).toBeVisible();
  });
});
