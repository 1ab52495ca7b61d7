import { expectCredits, onPlan } from "./support/checkout";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test.use({ javaScriptEnabled: false });

test("personal pages are there at once, and a purchase with the saved card tells its outcome", {
  tag: "@full",
}, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/credits");
  await page.getByRole("link", { name: /^Pay \$60 · Visa 4242/ }).click();
  await page.getByRole("button", { name: /^Pay \$60/ }).click();
  await page.waitForURL(/\/billing\/confirm\//);
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await expectCredits(page, 700);

  const entry = await page.goto("/credits").then(() => page.locator('a[href^="/credits/entries/"]').first());
  const paths = ["/dashboard", "/usage", "/billing", "/settings", "/playground", "/credits/explain", "/credits"];
  for (const path of [...paths, (await entry.getAttribute("href")) ?? ""]) {
    await page.goto(path);
    await expect(page.locator("main h1"), path).toHaveCount(1);
    await expect(page.locator("main section, main table, main form, main dl").first(), path).toBeVisible();
  }
});

test("an upgrade shows what it costs and is confirmed; a plan is canceled and resumed", { tag: "@full" }, async ({
  page,
}) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/pricing");
  await page.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();
  await expect(page.getByRole("heading", { name: "Change to Pro?" })).toBeVisible();
  await expect(page.getByText("Due now")).toBeVisible();
  await page.getByRole("button", { name: /^Pay \$[\d.]+ · Visa 4242$/ }).click();
  await page.waitForURL(/\/billing$/);
  await expect(page.getByRole("heading", { name: /^Pro/ })).toBeVisible();

  const plan = page.getByRole("region", { name: "Plan" });
  await plan.getByRole("button", { name: "Cancel plan" }).click();
  await expect(page.getByRole("heading", { name: "Cancel Pro?" })).toBeVisible();
  await page.getByRole("button", { name: "Cancel Pro" }).click();
  await page.waitForURL(/\/billing$/);
  await expect(plan).toContainText("Ending");
  await plan.getByRole("button", { name: "Resume Pro" }).click();
  await expect(plan).toContainText("Active");
});

test("the admin's pages are there at once", { tag: "@full" }, async ({ page }) => {
  await signedInAs(page, "admin@example.com");
  for (const path of [
    "/admin",
    "/admin/users",
    "/admin/payments",
    "/admin/plans",
    "/admin/webhooks",
    "/admin/webhook-endpoints",
    "/admin/health",
  ]) {
    await page.goto(path);
    await expect(page.locator("main h1"), path).toBeVisible();
    await expect(page.locator("main section, main table").first(), path).toBeVisible();
  }
});
