import { startLocalStripe } from "@refill/local-stripe";
import {
  changeCard,
  kitFor,
  monthlyPrice,
  nextTenth,
  subscribeByCheckout,
} from "../packages/local-stripe/src/testing/kit";
import { fillCardFields } from "./support/checkout";
import { takePictures } from "./support/pictures";
import { expect, test } from "./support/test";

const ASKS_ALWAYS = "4000 0027 6000 3184";
const DECLINED_LATER = "4000 0000 0000 0341";
const DAY = 86_400;

// As screenshots.spec.ts, of the local Stripe's own pages, which need no app.
test.use({ expectedErrors: [/status of 40/] });
test("pictures of the local Stripe's pages", { tag: "@pictures" }, async ({ page }) => {
  test.setTimeout(300_000);
  const server = await startLocalStripe({ port: 0, dataDir: null });
  await server.advanceTo(nextTenth(server.now()));
  const kit = kitFor(server);
  const { stripe } = kit;
  const starter = await monthlyPrice(stripe, 2000);
  const { product, id: plan } = await stripe.prices.create({
    currency: "usd",
    unit_amount: 5000,
    recurring: { interval: "month" },
    product_data: { name: "Pro" },
  });
  await stripe.billingPortal.configurations.create({
    features: {
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [
          { product: String(starter.product), prices: [starter.id] },
          { product: String(product), prices: [plan] },
        ],
        proration_behavior: "always_invoice",
      },
    },
  });
  const { customer, subscription } = await subscribeByCheckout(kit, starter.id);
  const offer = { currency: "usd", unit_amount: 1250, product_data: { name: "500 credits" } };
  const pack = {
    mode: "payment" as const,
    line_items: [{ quantity: 1, price_data: offer }],
    success_url: server.url,
    cancel_url: server.url,
  };

  try {
    const first = await stripe.checkout.sessions.create({
      ...pack,
      customer_email: "grace@example.com",
      allow_promotion_codes: true,
    });
    await page.goto(first.url ?? "");
    await takePictures(page, "stripe-checkout");
    await page.getByRole("button", { name: /^Pay/ }).click();
    await expect(page.getByText("Enter your card number.")).toBeVisible();
    await takePictures(page, "stripe-checkout-problems");
    await fillCardFields(page, ASKS_ALWAYS);
    await page.getByRole("button", { name: /^Pay/ }).click();
    await takePictures(page, "stripe-challenge");
    await page.getByRole("button", { name: "Complete authentication" }).click();
    const subscribing = await stripe.checkout.sessions.create({
      ...pack,
      mode: "subscription",
      line_items: [{ price: plan, quantity: 1 }],
      subscription_data: { trial_period_days: 7 },
    });
    await takePagesOf({ "checkout-trial": subscribing.url });
    const saved = await stripe.checkout.sessions.create({ ...pack, customer });
    await page.goto(saved.url ?? "");
    await takePictures(page, "stripe-checkout-saved-card");
    await page.getByLabel("US bank account").check();
    await takePictures(page, "stripe-checkout-bank");
    await page.getByLabel("PayPal").check();
    await page.getByRole("button", { name: /^Pay/ }).click();
    await takePictures(page, "stripe-paypal");

    const [paid] = (await stripe.invoices.list({ customer })).data;
    const [charge] = (await stripe.charges.list({ customer })).data;
    const portal = await stripe.billingPortal.sessions.create({ customer, return_url: server.url });
    const change = `${portal.url}/subscriptions/${subscription}`;
    const object = (id: string | undefined) => `${server.url}/dashboard/objects/${id}`;
    await takePagesOf({
      "invoice-paid": paid?.hosted_invoice_url,
      receipt: charge?.receipt_url,
      portal: portal.url,
      "portal-cancel": `${change}/cancel`,
      "portal-update": `${change}/update`,
      "portal-preview": `${change}/preview?price=${plan}`,
      "portal-card": `${portal.url}/cards/new`,
      "portal-gone": `${server.url}/p/session/unknown`,
      "checkout-gone": `${server.url}/c/pay/unknown`,
      dashboard: server.url,
      "object-customer": object(customer),
      "object-subscription": object(subscription),
      "object-payment": object(String(charge?.payment_intent)),
      "object-invoice": object(paid?.id),
      "object-event": object((await stripe.events.list({ limit: 1 })).data[0]?.id),
    });

    await changeCard(kit, customer, DECLINED_LATER);
    await server.advanceTo(server.now() + 32 * DAY);
    const [open] = (await stripe.invoices.list({ customer, status: "open" })).data;
    await kit.local("/disputes/open", { charge: charge?.id });
    await takePagesOf({
      "invoice-open": open?.hosted_invoice_url,
      "portal-past-due": portal.url,
      "object-disputed": object(String(charge?.payment_intent)),
      "dashboard-later": server.url,
    });
  } finally {
    await server.close();
  }

  async function takePagesOf(addresses: Record<string, string | null | undefined>): Promise<void> {
    for (const [name, address] of Object.entries(addresses)) {
      await page.goto(address ?? "");
      await takePictures(page, `stripe-${name}`);
    }
  }
});
