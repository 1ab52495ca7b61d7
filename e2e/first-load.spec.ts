import { firstLoadScripts, kilobytesOf, SCRIPT_BUDGETS } from "../dev/pages/first-load";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

// With their balance and menus, people who are signed in get React, which alone is more than a visitor's budget.
const SIGNED_IN_BUDGET = 165;
const isPublic = (path: string) => path === "/" || path === "/pricing";

test("no page loads more scripts than its budget", async ({ page, playwright, baseURL }) => {
  await newPerson(page);
  const visitor = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  for (const [path, budget] of Object.entries(SCRIPT_BUDGETS)) {
    for (const request of isPublic(path) ? [visitor, page.request] : [page.request]) {
      const answer = await request.get(path);
      expect(answer.status(), path).toBe(200);
      const scripts = await firstLoadScripts(await answer.text(), async (src) => (await request.get(src)).text());
      // A visitor's pages have none.
      expect(scripts.length > 0, path).toBe(request !== visitor);
      const most = isPublic(path) && request !== visitor ? SIGNED_IN_BUDGET : budget;
      expect(kilobytesOf(scripts), `${path}: ${JSON.stringify(scripts)}`).toBeLessThanOrEqual(most);
    }
  }
  await visitor.dispose();
});

test("the home page and the price list are cached for visitors, and not for people who are signed in", async ({
  page,
  request,
}) => {
  for (const path of ["/", "/pricing", "/pricing?by=year"]) {
    const first = await request.get(path);
    const { etag = "", ...headers } = first.headers();
    expect(headers["cache-control"]).not.toContain("no-store");
    expect(headers["content-security-policy"]).not.toContain("nonce");
    expect((await request.get(path, { headers: { "if-none-match": etag } })).status(), path).toBe(304);
  }
  await newPerson(page);
  const own = await page.request.get("/pricing");
  expect(own.headers()["cache-control"]).toContain("no-store");
  expect(await own.text()).toContain("balance-pill");
});

test("search engines and link previews find their tags on a visitor's page, and a signed-in page is without them", async ({
  page,
  request,
}) => {
  await newPerson(page);
  const tags = ['property="og:title"', 'property="og:image"', 'name="twitter:card"', 'rel="canonical"'];
  for (const path of ["/pricing", "/docs"]) {
    const [shared, own] = [await (await request.get(path)).text(), await (await page.request.get(path)).text()];
    for (const tag of tags) {
      expect(shared, path).toContain(tag);
      expect(own, path).not.toContain(tag);
    }
    expect(own, path).toContain('rel="manifest"');
  }
});

test("an address that does not exist leads a visitor to the public pages and a user to their account", async ({
  page,
  playwright,
  baseURL,
}) => {
  await newPerson(page);
  const visitor = await playwright.request.newContext({ baseURL: baseURL ?? "" });
  for (const [request, ways, others] of [
    [visitor, ["Go home", "See pricing", "Read the docs"], ["Go to the dashboard"]],
    [page.request, ["Go to the dashboard", "Billing"], ["Go home", "See pricing"]],
  ] as const) {
    const answer = await request.get("/not-a-page");
    expect(answer.status()).toBe(404);
    const main = /<main[\s\S]*<\/main>/.exec(await answer.text())?.[0] ?? "";
    for (const way of ways) expect(main).toContain(`>${way}</a>`);
    for (const other of others) expect(main).not.toContain(other);
  }
  await visitor.dispose();
});
