import { checkoutIn, expectCredits, GOOD_CARD, onPlan } from "./support/checkout";
import { pressByKeyboard, tabTo } from "./support/keyboard";
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

test("with the keyboard alone a plan is bought", { tag: "@full" }, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await page.goto("/pricing");
  await pressByKeyboard(page, page.getByRole("button", { name: "Choose Starter" }));
  const checkout = await checkoutIn(page);
  for (const [label, text] of [
    ["Card number", GOOD_CARD],
    ["Expiration", "12 / 40"],
    ["CVC", "123"],
    ["Name on card", "A Buyer"],
  ] as const) {
    await tabTo(page, checkout.getByLabel(label));
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/billing\/success/);
  await expectCredits(page, 200);
});
