import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { expectCredits } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { bank, newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";

async function buyByDebit(page: Page): Promise<void> {
  await page.goto("/credits");
  await page.getByRole("button", { name: /Buy 500 credits for/ }).click();
  await page.waitForURL(/\/c\/pay\//);
  await page.getByLabel("US bank account").check();
  await page.getByLabel("Routing number").fill("110000000");
  await page.getByLabel("Account number").fill("000123456789");
  await page.getByLabel("Name on the account").fill("A Buyer");
  await page.getByRole("button", { name: /^Pay \$/ }).click();
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
