import { checkoutIn, expectCredits, fillCard } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

const ASKS_ALWAYS = "4000 0027 6000 3184";

test("when the bank requires authentication for a subscription, failing starts nothing and passing grants the credits", {
  tag: "@full",
}, async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = await checkoutIn(page);
  await fillCard(checkout, ASKS_ALWAYS);
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
