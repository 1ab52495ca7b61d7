import { expectAccessible } from "./support/accessible";
import { buyPack, expectCredits, onPlan } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("a plan is canceled and resumed in the app, and canceled immediately, which keeps packs", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await onPlan(page, "Starter");
  await buyPack(page, "500 credits");
  await expectCredits(page, 700);

  await page.goto("/billing");
  const plan = page.getByRole("region", { name: "Plan" });
  await expect(plan).toContainText(/Visa 4242 expires 12\/40/);
  await plan.getByRole("button", { name: "Cancel plan" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Cancel Starter?" });
  await expect(dialog).toContainText(/Starter stays active until \d+ \w+ \d{4}, then it ends/);
  await expect(dialog).toContainText("Your 200 credits from the plan can be spent until then");
  await expect(dialog).toContainText("You keep your 500 credits from packs and promotions");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel Starter" }).click();
  await expect(page.getByText(/You can resume it until then/)).toBeVisible();
  await expect(plan).toContainText("Ending");
  await expect(plan).toContainText(/Starter ends on/);
  await expectCredits(page, 700);

  await page.goto("/dashboard");
  await expect(page.getByText(/Starter ends on/)).toBeVisible();
  await page.goto("/billing");
  await plan.getByRole("button", { name: "Resume Starter" }).click();
  await expect(plan).toContainText("Active");
  await expect(plan.getByText(/Starter ends on/)).toHaveCount(0);
  await expect(page.locator('tr[data-event="resumed"]')).toHaveCount(1);

  await plan.getByRole("button", { name: "Cancel plan" }).click();
  await dialog.getByLabel("Now", { exact: true }).check();
  await expect(dialog).toContainText("The rest of the period you paid for is not refunded.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "End Starter now" }).click();
  await expect(plan.getByRole("heading", { name: /Free/ })).toBeVisible();
  // The pack's 500 stay, and the free plan refills to 50.
  await expect(page.getByTestId("balance-pill")).toHaveAccessibleName(/^5[05]0 credits/);
});
