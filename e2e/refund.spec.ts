import { expectAccessible } from "./support/accessible";
import { buyPack, expectCredits } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { newestPayment, stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

test("a partial refund takes back the same share of the credits, and the user sees why", async ({ page }) => {
  const email = await newPerson(page);
  await buyPack(page, "500 credits");
  await expectCredits(page, 550);
  await page.goto("/billing");
  const row = page.getByRole("table", { name: "Payments" }).locator("tbody tr").first();
  await expect(row).toContainText("Paid");

  const { id } = await newestPayment(email);
  await stripeApi().refunds.create({ payment_intent: id, amount: 2_400 });
  await expectCredits(page, 350);
  await expect(row).toContainText("Partially refunded");
  await expect(row).toContainText("−$24.00 refunded");
  await expect(row).toContainText("the same share of its credits was taken back");
  await expectAccessible(page);

  await stripeApi().refunds.create({ payment_intent: id });
  await expectCredits(page, 50);
  await expect(row).toContainText("Refunded");
  await expect(row).toContainText("−$60.00 refunded");
  await expect(page.locator('tr[data-event="refunded"]')).toHaveCount(2);
  await page.goto("/credits");
  await expect(page.locator('tr[data-entry="CLAWBACK"]')).toHaveCount(2);
});
