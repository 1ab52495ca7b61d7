import { buyPack, checkoutIn, fillCard, NO_FUNDS, onPlan, saveCardInDialog } from "./support/checkout";
import { spendAllBut, takePictures, takePicturesOf } from "./support/pictures";
import { newPerson, signedInAs } from "./support/signed-in";
import { bank, newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";

// As screenshots.spec.ts, of a payment on its way: what Checkout shows, a debit, a decline, the bank's question, a refund.
test.describe.configure({ timeout: 600_000 });
test.use({ expectedErrors: [/status of 40/] });

test("a debit that is processing, and one that failed", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await page.goto("/credits");
  await page.getByRole("button", { name: /Buy 500 credits for/ }).click();
  const checkout = await checkoutIn(page);
  await expect(checkout.getByLabel("US bank account")).toBeVisible();
  await takePictures(page, "embedded-checkout");
  await checkout.getByLabel("US bank account").check();
  await takePictures(page, "embedded-checkout-bank");
  await checkout.getByLabel("Routing number").fill("110000000");
  await checkout.getByLabel("Account number").fill("000123456789");
  await checkout.getByLabel("Name on the account").fill("A Buyer");
  await checkout.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(/\/billing\/success/);
  const address = page.url();
  await takePictures(page, "debit-success");
  await takePicturesOf(page, "debit", ["/dashboard", "/credits", "/billing"]);
  const { id } = await newestPayment(email);
  await bank(`payments/${id}/fail`, { code: "insufficient_funds" });
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("table", { name: "Payments" })).toContainText("Failed", { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await takePicturesOf(page, "debit-failed", ["/dashboard", "/credits", "/billing"]);
  await page.goto(address);
  await takePictures(page, "debit-failed-success");
});

test("a card that is declined, and a bank's question", { tag: "@pictures" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = await checkoutIn(page);
  await expect(checkout.getByRole("button", { name: "Subscribe" })).toBeVisible();
  await takePictures(page, "embedded-checkout-plan");
  await checkout.getByRole("button", { name: "Subscribe" }).click();
  await expect(checkout.getByText("Enter your card number.")).toBeVisible();
  await takePictures(page, "embedded-checkout-problems");
  await fillCard(checkout, NO_FUNDS);
  await expect(checkout.getByRole("alert")).toBeVisible();
  await takePictures(page, "embedded-checkout-declined");
  await fillCard(checkout, "4000 0027 6000 3184");
  await expect(checkout.getByRole("button", { name: "Fail authentication" })).toBeVisible();
  await takePictures(page, "embedded-challenge");
  await checkout.getByRole("button", { name: "Fail authentication" }).click();
  await expect(checkout.getByRole("alert")).toBeVisible();
  await takePictures(page, "embedded-checkout-refused");

  await onPlan(page, "Starter");
  await page.goto("/billing");
  await page.getByRole("button", { name: "Update card" }).click();
  await saveCardInDialog(page, "4000 0000 0000 0341");
  await expect(page.getByText("Visa 0341")).toBeVisible();
  await page.goto("/credits");
  await page.getByRole("link", { name: "Pay $60 · Visa 0341 for 500 credits" }).click();
  await takePictures(page, "saved-card-buy");
  await page.getByRole("button", { name: "Pay $60 · Visa 0341" }).click();
  await expect(page.getByText(/declined/).first()).toBeVisible();
  await takePictures(page, "saved-card-declined");
  await takePicturesOf(page, "declined", ["/dashboard", "/billing"]);

  await page.goto("/billing");
  await page.getByRole("button", { name: "Update card" }).click();
  await saveCardInDialog(page, "4000 0027 6000 3184");
  await page
    .frameLocator('iframe[title="Confirm with your bank"]')
    .getByRole("button", { name: "Complete authentication" })
    .click();
  await expect(page.getByText("Visa 3184")).toBeVisible();
  await page.goto("/credits");
  await page.getByRole("link", { name: "Pay $60 · Visa 3184 for 500 credits" }).click();
  await page.getByRole("button", { name: "Pay $60 · Visa 3184" }).click();
  const question = page.frameLocator('iframe[title="Confirm with your bank"]');
  await expect(question.getByText("$60.00")).toBeVisible();
  await takePictures(page, "saved-card-challenge");
  await takePicturesOf(page, "unconfirmed", ["/dashboard", "/billing"]);
  await page.getByRole("link", { name: "Confirm the payment for 500 credits" }).click();
  await expect(page.getByRole("button", { name: /^Confirm \$60/ })).toBeVisible();
  await takePictures(page, "unconfirmed-payment");
});

test("a refund, before and after", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await buyPack(page, "500 credits");
  await spendAllBut(page, 400);
  await signedInAs(page, "admin@example.com");
  await page.goto(`/admin/payments?user=${encodeURIComponent(email)}`);
  await page.locator("tr[data-payment]").first().getByRole("link").click();
  await page.getByLabel("Amount").fill("24.00");
  await page.getByLabel("Reason").fill("Charged twice");
  await page.getByRole("button", { name: "Preview refund" }).click();
  await expect(page.getByText(/of this payment are taken back/)).toBeVisible();
  await takePictures(page, "refund-preview");
  await page.getByLabel("Confirm the amount").fill("24.00");
  await page.getByRole("button", { name: "Refund $24.00" }).click();
  await expect(page.getByText(/was refunded/).first()).toBeVisible();
  await takePictures(page, "refund-done");
  await takePicturesOf(page, "refund", [`/admin/payments?user=${encodeURIComponent(email)}`]);
  await signedInAs(page, email);
  await takePicturesOf(page, "refunded", ["/dashboard", "/credits", "/billing"]);
});
