import { type LocalStripe, startLocalStripe } from "@refill/local-stripe";
import Stripe from "stripe";
import { fillCardFields, GOOD_CARD } from "./support/checkout";
import { expect, test } from "./support/test";

let server: LocalStripe;
let stripe: Stripe;
test.beforeEach(async () => {
  server = await startLocalStripe({ port: 0, dataDir: null });
  stripe = new Stripe("sk_test_local", { host: "localhost", port: server.port, protocol: "http" });
});
test.afterEach(() => server.close());

async function openCheckout(): Promise<Stripe.Checkout.Session> {
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 1000,
    recurring: { interval: "month" },
    product_data: { name: "Team" },
  });
  const coupon = await stripe.coupons.create({ percent_off: 20, duration: "repeating", duration_in_months: 3 });
  await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "SPRING" });
  return stripe.checkout.sessions.create({
    mode: "subscription",
    customer_email: "buyer@example.com",
    line_items: [{ price: price.id, quantity: 1, adjustable_quantity: { enabled: true, minimum: 1, maximum: 10 } }],
    allow_promotion_codes: true,
    success_url: `${server.url}/?done`,
  });
}

test("a buyer changes the quantity, mistypes a code, applies the right one, removes it, and pays what is shown", {
  tag: "@full",
}, async ({ page }) => {
  const session = await openCheckout();
  await page.goto(session.url ?? "");
  const total = page.locator("[data-total]");
  await expect(total).toHaveText("$10.00");

  await page.getByLabel("Quantity of Team").fill("3");
  await page.getByRole("button", { name: "Update" }).click();
  await expect(total).toHaveText("$30.00");

  await page.getByLabel("Promotion code").fill("AUTUMN");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("alert")).toHaveText("This code is invalid.");
  await expect(page.getByLabel("Promotion code")).toHaveValue("AUTUMN");
  await expect(page.getByLabel("Promotion code")).toHaveAttribute("aria-invalid", "true");
  await expect(total).toHaveText("$30.00");

  await page.getByLabel("Promotion code").fill("spring");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("20% off for 3 months")).toBeVisible();
  await expect(page.getByText("-$6.00")).toBeVisible();
  await expect(total).toHaveText("$24.00");

  await page.getByRole("button", { name: "Remove SPRING" }).click();
  await expect(total).toHaveText("$30.00");
  await page.getByLabel("Promotion code").fill("SPRING");
  await page.getByRole("button", { name: "Apply" }).click();

  await fillCardFields(page, GOOD_CARD);
  await page.getByRole("button", { name: "Subscribe" }).click();
  await page.waitForURL(/\?done/);
  const done = await stripe.checkout.sessions.retrieve(session.id, { expand: ["invoice"] });
  expect(done).toMatchObject({ payment_status: "paid", amount_total: 2400, invoice: { amount_paid: 2400 } });
});

test("the page fits a phone's width with a code and quantities", { tag: "@full" }, async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const session = await openCheckout();
  await page.goto(session.url ?? "");
  await page.getByLabel("Promotion code").fill("SPRING");
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("button", { name: "Remove SPRING" })).toBeVisible();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});
