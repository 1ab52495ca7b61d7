import { readFileSync } from "node:fs";
import { rollUp } from "../lib/analytics/rollup/roll-up";
import { now } from "../lib/clock";
import { database } from "../lib/db";
import { onPlan } from "./support/checkout";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an admin reads MRR, revenue and credits, and a number leads to its rows", { tag: "@full" }, async ({
  browser,
  page,
}) => {
  const context = await browser.newContext();
  const buyer = await context.newPage();
  await newPerson(buyer);
  await onPlan(buyer, "Starter");
  await context.close();
  await rollUp(database(), await now());

  await signedInAs(page, "admin@example.com");
  await page.goto("/admin");
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  const movements = page.getByRole("table", { name: "MRR movements" });
  // Other stories may have sold subscriptions before.
  await expect(movements.getByRole("row", { name: /^New/ })).toContainText(/\$[1-9]\d*\.00/);
  await expect(page.getByRole("table", { name: "Revenue by plan and pack" })).toContainText("Starter");

  await page.getByText("Show as a table").first().click();
  await expect(page.getByRole("table", { name: "MRR over time" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Export MRR over time as CSV" })).toHaveAttribute(
    "download",
    "mrr-over-time.csv",
  );

  await page.getByRole("link", { name: "12 full months" }).click();
  await page.waitForURL(/from=/);
  await expect(page.getByRole("link", { name: "12 full months" })).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: "30 days" }).click();
  await expect(page.getByRole("link", { name: "30 days" })).toHaveAttribute("aria-current", "true");
  await page.getByRole("definition").filter({ hasText: "Payments for plans" }).getByRole("link").first().click();
  await page.waitForURL(/\/admin\/metrics\/money\?.*kind=SUBSCRIPTION/);
  await expect(page.getByRole("table", { name: "Revenue" })).toContainText("$20.00");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(readFileSync(await file.path(), "utf8")).toMatch(
    /^at,userId,email,externalId,what,cents,currency,credits,paymentId\r\n.*2000,usd/s,
  );
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("the sections are in a drawer", { tag: "@full" }, async ({ page }) => {
    await signedInAs(page, "admin@example.com");
    await page.goto("/admin");
    await page.getByRole("button", { name: /^Admin/ }).click();
    const drawer = page.getByRole("dialog", { name: "Admin" });
    await drawer.getByRole("link", { name: "Plans and packs" }).click();
    await page.waitForURL(/\/admin\/plans/);
    await expect(drawer).toBeHidden();
    await expect(page.getByRole("button", { name: /^Admin/ })).toContainText("Plans and packs");
  });
});
