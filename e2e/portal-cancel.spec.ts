import { onPlan } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("canceling and resuming in Stripe's portal shows in the app", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/billing");
  const plan = page.getByRole("region", { name: "Plan" });
  const toPortal = async () => {
    await plan.getByRole("button", { name: /customer portal/i }).click();
    await page.waitForURL(/\/p\/session\//);
  };
  const back = async () => {
    await page.getByRole("link", { name: /Return to/ }).click();
    await page.waitForURL(/\/billing$/);
  };
  await toPortal();
  await page.getByRole("link", { name: "Cancel subscription" }).click();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText(/Your subscription will end on/)).toBeVisible();
  await back();
  await expect(plan).toContainText("Ending");
  await expect(plan).toContainText(/Starter ends on/);

  await toPortal();
  await page.getByRole("button", { name: "Don't cancel subscription" }).click();
  await expect(page.getByText(/Your next billing date is/)).toBeVisible();
  await back();
  await expect(plan).toContainText("Active");
  await expect(plan.getByText(/Starter ends on/)).toHaveCount(0);
});
