import { checkoutIn, expectCredits, GOOD_CARD, onPlan } from "./support/checkout";
import { pressByKeyboard } from "./support/keyboard";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("with the keyboard alone a plan is canceled, and every stop on the way shows where the focus is", async ({
  page,
}) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/billing");
  const cancel = page.getByRole("button", { name: "Cancel plan" });
  await pressByKeyboard(page, cancel);
  const dialog = page.getByRole("alertdialog");
  await pressByKeyboard(page, dialog.getByRole("button", { name: "Cancel Starter" }));
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/ends on/).first()).toBeVisible();
});

test("with the keyboard alone a plan is chosen", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await pressByKeyboard(page, page.getByRole("button", { name: "Choose Starter" }));
  await page.waitForURL(/\/c\/pay\/|\/checkout/);
});
