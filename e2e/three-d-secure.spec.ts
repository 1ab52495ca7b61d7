import { bankAbove, checkoutIn, expectCredits, fillCard, onPlan, saveCardInDialog } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

const ASKS_ALWAYS = "4000 0027 6000 3184";

test("when the bank requires authentication for a subscription, failing starts nothing and passing grants the credits", {
  tag: "@full",
}, async ({ page }) => {
  await newPerson(page);
  // As on a phone, the form is longer than the window.
  await page.setViewportSize({ width: 390, height: 600 });
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = await checkoutIn(page);
  await fillCard(checkout, ASKS_ALWAYS);
  await expect(checkout.getByRole("heading", { name: "Confirm with your bank" })).toBeInViewport({ ratio: 1 });
  await checkout.getByRole("button", { name: "Fail authentication" }).click();
  await expect(checkout.getByRole("alert")).toContainText("We are unable to authenticate your payment method.");
  const address = page.url();
  await page.goto("/billing");
  await expect(page.getByRole("heading", { name: "Free" })).toBeVisible();
  await expectCredits(page, 50);

  await page.goto(address);
  await fillCard(checkout, ASKS_ALWAYS);
  await checkout.getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(/\/billing\/success/);
  await expect(page.getByRole("heading", { name: "200 credits are yours." })).toBeVisible();
  await expectCredits(page, 200);
});

test("a purchase that is left while the bank asks can be confirmed later, from the dashboard and from its payment", {
  tag: "@full",
}, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/billing");
  await page.getByRole("button", { name: "Update card" }).click();
  await saveCardInDialog(page, ASKS_ALWAYS);
  await bankAbove(page).getByRole("button", { name: "Complete authentication" }).click();
  await expect(page.getByText("Visa 3184")).toBeVisible();
  await page.goto("/credits");
  await page.getByRole("link", { name: "Pay $60 · Visa 3184 for 500 credits" }).click();
  await page.getByRole("button", { name: "Pay $60 · Visa 3184" }).click();
  await expect(bankAbove(page).getByText("$60.00")).toBeVisible();

  await page.goto("/dashboard");
  await expect(page.getByText(/Your bank asks you to confirm your payment of \$60/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Confirm", exact: true })).toBeVisible();
  await page.goto("/billing");
  await page.getByRole("link", { name: "Confirm the payment for 500 credits" }).click();
  await page.getByRole("button", { name: /^Confirm \$60/ }).click();
  await bankAbove(page).getByRole("button", { name: "Complete authentication" }).click();
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await page.goto("/billing");
  await expect(page.getByText("Waiting for your bank")).toHaveCount(0);
});
