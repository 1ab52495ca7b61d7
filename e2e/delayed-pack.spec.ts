import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { checkoutIn, expectCredits } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { bank, newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";

async function buyByDebit(page: Page): Promise<void> {
  await page.goto("/credits");
  await page.getByRole("button", { name: /Buy 500 credits for/ }).click();
  const checkout = await checkoutIn(page);
  await checkout.getByLabel("US bank account").check();
  await checkout.getByLabel("Routing number").fill("110000000");
  await checkout.getByLabel("Account number").fill("000123456789");
  await checkout.getByLabel("Name on the account").fill("A Buyer");
  await checkout.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(/\/billing\/success/);
  await expect(page.getByRole("heading", { name: "Your payment is processing." })).toBeVisible();
}

test("a pack bought by bank debit is granted when the payment succeeds, not before", { tag: "@full" }, async ({
  page,
}) => {
  const email = await newPerson(page);
  await buyByDebit(page);
  await expectAccessible(page);
  await expectCredits(page, 50);
  const row = page.getByRole("table", { name: "Payments" }).locator("tbody tr").first();
  await page.goto("/billing");
  await expect(row).toContainText("Processing");

  const { id } = await newestPayment(email);
  await bank(`payments/${id}/settle`);
  await expectCredits(page, 550);
  await expect(row).toContainText("Paid");
});

test("a failed debit grants nothing and says so", { tag: "@full" }, async ({ page }) => {
  const email = await newPerson(page);
  await buyByDebit(page);
  const { id } = await newestPayment(email);
  await bank(`payments/${id}/fail`, { code: "insufficient_funds" });
  await page.goto("/billing");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("table", { name: "Payments" })).toContainText("Failed", { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await expectCredits(page, 50);
});
