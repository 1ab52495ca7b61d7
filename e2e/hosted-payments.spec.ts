import type { Page } from "@playwright/test";
import { type LocalStripe, startLocalStripe } from "@refill/local-stripe";
import Stripe from "stripe";
import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/test";

// The hosted pages of the local Stripe on their own, without an app.
let server: LocalStripe;
let stripe: Stripe;

test.beforeEach(async () => {
  server = await startLocalStripe({ port: 0, dataDir: null });
  stripe = new Stripe("sk_test_local", { host: "localhost", port: server.port, protocol: "http" });
});
test.afterEach(() => server.close());

async function openSession(more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  return stripe.checkout.sessions.create({
    mode: "payment",
    customer_email: "ada@example.com",
    line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 1250, product_data: { name: "Pack" } } }],
    success_url: `${server.url}/?paid`,
    ...more,
  });
}

async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expiration").fill("1240");
  await page.getByLabel("CVC").fill("123");
  await page.getByLabel("Name on card").fill("Ada Lovelace");
}

test("a card is validated while it is typed: check digit, date and brand", { tag: "@full" }, async ({ page }) => {
  await page.goto((await openSession()).url ?? "");
  await page.getByLabel("Card number").pressSequentially("4242424242424241");
  await expect(page.getByText("Your card number is invalid.")).toBeVisible();
  await page.getByLabel("Card number").fill("");
  await page.getByLabel("Card number").pressSequentially("4242424242424242");
  await expect(page.getByText("Your card number is invalid.")).toBeHidden();
  await expect(page.getByLabel("Card number")).toHaveValue("4242 4242 4242 4242");
  await page.getByLabel("Expiration").pressSequentially("0120");
  await expect(page.getByText("Your card's expiration date is in the past.")).toBeVisible();
  await page.getByLabel("CVC").fill("12");
  await page.getByLabel("Name on card").focus();
  await expect(page.getByText("Enter the 3 digits of your security code.")).toBeVisible();
  await page.getByLabel("Card number").fill("");
  await page.getByLabel("Card number").pressSequentially("378282246310005");
  await expect(page.getByLabel("Card number")).toHaveValue("3782 822463 10005");
  await page.getByLabel("CVC").fill("123");
  await page.getByLabel("Name on card").focus();
  await expect(page.getByText("Enter the 4 digits of your security code.")).toBeVisible();
});

test("3-D Secure: failing says why and lets you try again, passing pays", { tag: "@full" }, async ({ page }) => {
  const session = await openSession();
  await page.goto(session.url ?? "");
  await fillCard(page, "4000002760003184");
  await page.getByRole("button", { name: "Pay $12.50" }).click();
  await expect(page.getByRole("heading", { name: "Confirm with your bank" })).toBeVisible();
  await expect(page.getByText("$12.50")).toBeVisible();
  await page.getByRole("button", { name: "Fail authentication" }).click();
  await expect(page.getByRole("alert")).toContainText("We are unable to authenticate your payment method.");
  await fillCard(page, "4000002760003184");
  await page.getByRole("button", { name: "Pay $12.50" }).click();
  await page.getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(/\?paid$/);
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
});

for (const [width, scheme] of [
  [1280, "light"],
  [360, "dark"],
] as const) {
  test.describe(`at ${width} px, ${scheme}`, () => {
    test.use({ viewport: { width, height: 800 }, colorScheme: scheme });

    test("a bank debit is paid with an account, and the dashboard settles, refunds and disputes it", {
      tag: "@full",
    }, async ({ page }) => {
      const session = await openSession();
      await page.goto(session.url ?? "");
      await expectAccessible(page);
      await page.getByLabel("US bank account").check();
      await expect(page.getByLabel("Card number")).toBeHidden();
      await page.getByRole("button", { name: "Pay $12.50" }).click();
      await expect(page.getByText("Enter your account number.")).toBeVisible();
      await page.getByLabel("Routing number").fill("110000000");
      await page.getByLabel("Account number").fill("000123456789");
      await page.getByLabel("Name on the account").fill("Ada Lovelace");
      await expectAccessible(page);
      await page.getByRole("button", { name: "Pay $12.50" }).click();
      await page.waitForURL(/\?paid$/);

      await expectAccessible(page);
      await page.getByRole("region", { name: "Payments" }).getByRole("link", { name: "$12.50" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("Processing");
      await page.getByRole("button", { name: "Let the debit arrive" }).click();
      await expect(page.getByRole("status")).toHaveText("The money is there.");
      expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });

      await page.getByLabel("Amount in minor units").fill("50");
      await page.getByRole("button", { name: "Refund" }).click();
      await expect(page.getByRole("status")).toHaveText("Refunded.");
      await page.getByLabel("Amount in minor units").fill("99999");
      await page.getByRole("button", { name: "Refund" }).click();
      await expect(page.getByRole("alert")).toContainText("greater than unrefunded amount");
      await page.getByRole("button", { name: "Dispute as the bank" }).click();
      await expect(page.getByRole("button", { name: "Refund" })).toBeHidden();
      await page.getByRole("button", { name: "Decide dispute: won" }).click();
      await expect(page.getByRole("status")).toHaveText("The dispute was won.");
      await expectAccessible(page);

      await page.goto(server.url);
      await expectAccessible(page);
      await page.getByRole("link", { name: "charge.dispute.closed" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toContainText("charge.dispute.closed");
      await page.getByRole("button", { name: "Resend" }).click();
      await expect(page.getByRole("status")).toHaveText("There is no endpoint to deliver to.");
      await expectAccessible(page);
    });

    test("PayPal redirects the buyer and back: a refusal can be retried, an approval pays", { tag: "@full" }, async ({
      page,
    }) => {
      const session = await openSession({ excluded_payment_method_types: ["us_bank_account"] });
      await page.goto(session.url ?? "");
      await expect(page.getByLabel("US bank account")).toHaveCount(0);
      await page.getByLabel("PayPal").check();
      await page.getByRole("button", { name: "Pay $12.50" }).click();
      await expect(page.getByRole("heading", { name: "PayPal test page" })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Fail test payment" }).click();
      await expect(page.getByRole("alert")).toContainText("The payment was not authorized.");
      await page.getByLabel("PayPal").check();
      await page.getByRole("button", { name: "Pay $12.50" }).click();
      await page.getByRole("button", { name: "Authorize test payment" }).click();
      await page.waitForURL(/\?paid$/);
      expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
    });
  });
}
