import { startLocalStripe } from "@refill/local-stripe";
import { idOf, kitFor, monthlyPrice, subscribeByCheckout } from "../packages/local-stripe/src/testing/kit";
import { expect, test } from "./support/test";

// The portal is a page of the local Stripe, so it needs no app.
test("a plan is changed in the customer portal, with a preview before the confirmation", { tag: "@full" }, async ({
  page,
}) => {
  const server = await startLocalStripe({ port: 0, dataDir: null });
  const { stripe } = kitFor(server);
  try {
    const small = await monthlyPrice(stripe, 1000);
    const large = await stripe.prices.create({
      currency: "usd",
      unit_amount: 3000,
      recurring: { interval: "month" },
      product_data: { name: "Studio" },
    });
    const { customer, subscription } = await subscribeByCheckout(kitFor(server), small.id);
    const configuration = await stripe.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ["price"],
          products: [small, large].map((price) => ({ product: idOf(price.product), prices: [price.id] })),
          proration_behavior: "always_invoice",
        },
        invoice_history: { enabled: true },
      },
    });
    const portal = await stripe.billingPortal.sessions.create({ customer, configuration: configuration.id });
    await page.goto(portal.url);
    await page.getByRole("link", { name: "Update subscription" }).click();
    await page.getByLabel(/Studio/).check();
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: "Confirm your updates" })).toBeVisible();
    await expect(page.getByText("Amount due today")).toBeVisible();
    await expect(page.getByText("$20.00")).toBeVisible();
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText("$30.00 per month")).toBeVisible();
    const after = await stripe.subscriptions.retrieve(subscription);
    expect(after.items.data[0]?.price.id).toBe(large.id);
  } finally {
    await server.close();
  }
});
