import type { Page } from "@playwright/test";
import { spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

/** The pill's available credits, as a number. */
async function shown(page: Page): Promise<number> {
  const name = await page.getByTestId("balance-pill").getAttribute("aria-label");
  return Number(/^[\d,]+/.exec(name ?? "")?.[0].replaceAll(",", ""));
}

/** Opens a page and waits until its balance comes from the stream. */
async function openLive(page: Page, path: string): Promise<{ polls: () => number }> {
  let polls = 0;
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/v1/credits") polls += 1;
  });
  const opened = page.waitForResponse((response) => response.url().endsWith("/api/v1/credits/stream"));
  await page.goto(path);
  const response = await opened;
  expect(response.status()).toBe(200);
  expect(response.headers()["content-encoding"]).toBeUndefined();
  return { polls: () => polls };
}

test("a spend in one tab shows in the others without a request", async ({ page, context }) => {
  await newPerson(page);
  const [dashboard, pricing] = [await context.newPage(), await context.newPage()];
  const asked = await openLive(dashboard, "/dashboard");
  await openLive(pricing, "/pricing");
  await expect.poll(() => shown(dashboard)).toBe(50);

  await spendInPlayground(page, 1_000);
  await expect.poll(() => shown(dashboard)).toBe(40);
  await expect.poll(() => shown(pricing)).toBe(40);
  await expect(dashboard.getByTestId("available")).toHaveText("40");

  // Spent through the API.
  const spent = await page.request.post("/api/v1/credits/consume", { data: { amount: 7 } });
  expect(spent.status()).toBe(200);
  await expect.poll(() => shown(dashboard)).toBe(33);

  const held = await page.request.post("/api/v1/credits/holds", { data: { amount: 3 } });
  expect(held.status()).toBe(201);
  await expect.poll(() => shown(pricing)).toBe(30);
  expect(asked.polls()).toBe(0);
});

test("without a stream, the balance still updates", { tag: "@full" }, async ({ page, context }) => {
  await newPerson(page);
  const other = await context.newPage();
  await other.route("**/api/v1/credits/stream", (route) => route.fulfill({ status: 204 }));
  await other.goto("/dashboard");
  await spendInPlayground(page, 500);
  await expect.poll(() => shown(other)).toBe(45);
});

test("a refill shows without a reload, and signing out ends the stream quietly", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await spendInPlayground(page, 1_000);
  await openLive(page, "/dashboard");
  await expect.poll(() => shown(page)).toBe(40);
  await moveTime("+1month");
  await moveTime("+2h");
  await expect.poll(() => shown(page)).toBe(50);
  await page.getByRole("button", { name: /Account menu/ }).click();
  const closed = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/credits/stream"));
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await closed;
  await expect(page.getByRole("link", { name: "Sign in" }).first()).toBeVisible();
});
