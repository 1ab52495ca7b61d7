import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator, Page } from "@playwright/test";
import { type LocalStripe, startLocalStripe } from "@refill/local-stripe";
import Stripe from "stripe";
import { fillCardFields, GOOD_CARD, NO_FUNDS } from "./support/checkout";
import { expect, test } from "./support/test";

// The local Stripe's own Stripe.js on the page of a shop that is not Refill.
let shop: Server;
let shopUrl: string;
let body = "";
let server: LocalStripe;
let stripe: Stripe;
test.beforeEach(async () => {
  shop = createServer((_request, response) => response.setHeader("content-type", "text/html").end(body));
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  shopUrl = `http://localhost:${(shop.address() as AddressInfo).port}/`;
  server = await startLocalStripe({ port: 0, dataDir: null });
  stripe = new Stripe("sk_test_local", { host: "localhost", port: server.port, protocol: "http" });
});
test.afterEach(async () => {
  await server.close();
  shop.close();
  shop.closeAllConnections();
});

/** The shop's page, where `code` runs with `stripe` and a place for what it mounts. */
async function openShop(page: Page, code: string): Promise<void> {
  body = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Shop</title><h1>Shop</h1><div id="place"></div><p id="said"></p>
    <script src="${server.url}/endive/stripe.js"></script>
    <script>const stripe = Stripe("pk_test_local"); const say = (value) => { said.textContent = JSON.stringify(value); };
    ${code}</script>`;
  await page.goto(shopUrl);
}

const bank = (page: Page): FrameLocator => page.frameLocator('iframe[title="Confirm with your bank"]');

test("embedded Checkout: a declined card is said in place, and paying leads to the return_url", {
  tag: "@full",
}, async ({ page }) => {
  const session = await stripe.checkout.sessions.create({
    mode: "payment",
    ui_mode: "embedded_page",
    customer_email: "ada@example.com",
    line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 1250, product_data: { name: "Pack" } } }],
    return_url: `${shopUrl}done?session={CHECKOUT_SESSION_ID}`,
  });
  await openShop(
    page,
    `const fetchClientSecret = async () => ${JSON.stringify(session.client_secret)};
    stripe.createEmbeddedCheckoutPage({ fetchClientSecret }).then((checkout) => checkout.mount("#place"));`,
  );
  const frame = page.frameLocator('iframe[title="Checkout"]');
  const pay = frame.getByRole("button", { name: "Pay $12.50" });
  await fillCardFields(frame, NO_FUNDS);
  await pay.click();
  await expect(frame.getByRole("alert")).toContainText(/insufficient funds/i);
  await fillCardFields(frame, "4000 0027 6000 3184");
  await pay.click();
  await frame.getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(`${shopUrl}done?session=${session.id}`);
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
});

test("the Payment Element saves a card: problems in its fields, then the bank's question above the page", {
  tag: "@full",
}, async ({ page }) => {
  const { id: customer } = await stripe.customers.create({ email: "ada@example.com" });
  const setup = await stripe.setupIntents.create({ customer, allowed_payment_method_types: ["card"] });
  await openShop(
    page,
    `const elements = stripe.elements({ clientSecret: ${JSON.stringify(setup.client_secret)} });
    elements.create("payment").mount("#place");
    const save = document.createElement("button"); save.textContent = "Save"; document.body.append(save);
    save.onclick = () => stripe.confirmSetup({ elements, redirect: "if_required" })
      .then(({ error, setupIntent }) => say(error?.code ?? setupIntent.status));`,
  );
  const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
  const save = page.getByRole("button", { name: "Save" });
  const said = page.locator("#said");
  await expect(frame.getByLabel("Card number")).toBeVisible();
  await save.click();
  await expect(said).toHaveText('"incomplete_payment_details"');
  await expect(frame.getByLabel("Card number")).toHaveAttribute("aria-invalid", "true");
  for (const [answer, outcome] of [
    ["Fail authentication", '"setup_intent_authentication_failure"'],
    ["Complete authentication", '"succeeded"'],
  ] as const) {
    await fillCardFields(frame, "4000 0025 0000 3155");
    await save.click();
    await bank(page).getByRole("button", { name: answer }).click();
    await expect(said).toHaveText(outcome);
  }
  expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
});

test("handleNextAction asks in place when the application said so, and leaves for the bank's page otherwise", {
  tag: "@full",
}, async ({ page }) => {
  const pay = (use_stripe_sdk: boolean) =>
    stripe.paymentIntents.create({
      amount: 900,
      currency: "usd",
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url: `${shopUrl}back`,
      use_stripe_sdk,
    });
  const ask = (intent: Stripe.PaymentIntent) =>
    openShop(
      page,
      `stripe.handleNextAction({ clientSecret: ${JSON.stringify(intent.client_secret)} })
        .then(({ paymentIntent }) => say(paymentIntent.status), ({ name }) => say(name));`,
    );
  const inPlace = await pay(true);
  await ask(inPlace);
  await bank(page).getByRole("button", { name: "Complete authentication" }).click();
  await expect(page.locator("#said")).toHaveText('"succeeded"');
  await ask(inPlace);
  await expect(page.locator("#said")).toHaveText('"IntegrationError"');
  await ask(await pay(false));
  await page.getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(/\/back\?payment_intent=.*redirect_status=succeeded$/);
});

test("a card is paid with confirmPayment, which leads to the return_url", { tag: "@full" }, async ({ page }) => {
  const intent = await stripe.paymentIntents.create({ amount: 900, currency: "usd" });
  await openShop(
    page,
    `const elements = stripe.elements({ clientSecret: ${JSON.stringify(intent.client_secret)} });
    elements.create("payment").mount("#place");
    const pay = document.createElement("button"); pay.textContent = "Pay"; document.body.append(pay);
    pay.onclick = () => stripe.confirmPayment({ elements, confirmParams: { return_url: "${shopUrl}paid" } })
      .then(({ error }) => say(error.code));`,
  );
  const frame = page.frameLocator('iframe[title="Secure payment input frame"]');
  await fillCardFields(frame, "4000 0000 0000 0002");
  await page.getByRole("button", { name: "Pay" }).click();
  await expect(page.locator("#said")).toHaveText('"card_declined"');
  await fillCardFields(frame, GOOD_CARD);
  await page.getByRole("button", { name: "Pay" }).click();
  await page.waitForURL(/\/paid\?payment_intent=/);
  expect(await stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: "succeeded" });
});
