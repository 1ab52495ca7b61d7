import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { expectAccessible } from "./support/accessible";
import {
  buyPack,
  checkoutIn,
  expectCredits,
  fillCard,
  fillCardFields,
  GOOD_CARD,
  NO_FUNDS,
  onPlan,
  showInterval,
  spendInPlayground,
  subscribe,
} from "./support/checkout";
import { newEmail, signUp } from "./support/people";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";
import { moveTime, moveTimeByCommand } from "./support/time";

// Stripe collects an hour after the period ends. A day rather than two hours: one month after 29 January is 28 February,
// which may be before a period that ends late on the 28th.
const SETTLED = "+1day";

test("from sign-up to paid credits, through renewals and a pack, to the end of the subscription", async ({ page }) => {
  test.setTimeout(180_000);
  await signUp(page);
  await expectCredits(page, 50);

  await subscribe(page, "Starter");
  await expect(page.getByRole("heading", { name: "200 credits are yours." })).toBeVisible();
  await expectCredits(page, 200);

  await spendInPlayground(page, 1_150);
  await expectCredits(page, 188);
  await page.goto("/credits");
  await expect(page.getByTestId("available")).toHaveText("188");
  const rows = page.getByRole("table", { name: "Ledger entries" }).locator("tbody tr");
  await expect(rows.first()).toContainText("188");
  await expect(page.locator('tr[data-entry="USAGE"]')).toHaveCount(1);
  // The free plan's 50 ended when the paid plan started.
  await expect(page.locator('tr[data-entry="RESET"]')).toContainText("50");

  await moveTimeByCommand("+1month");
  await moveTimeByCommand(SETTLED);
  await expectCredits(page, 200);

  await buyPack(page, "500 credits");
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await expectCredits(page, 700);
  // 260 credits: the plan's 200 first, then 60 of the pack.
  await spendInPlayground(page, 20_000);
  await spendInPlayground(page, 5_950);
  await expectCredits(page, 440);
  await moveTime("+1month");
  await moveTime(SETTLED);
  await expectCredits(page, 640);

  await page.goto("/billing");
  await expect(page.getByRole("table", { name: "Payments" }).locator("tbody tr")).toHaveCount(4);
  await page
    .getByRole("button", { name: /manage|portal/i })
    .first()
    .click();
  await page.waitForURL(/\/p\/session\//);
  await page.getByRole("link", { name: "Cancel subscription" }).click();
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(page.getByText(/Your subscription will end on/)).toBeVisible();
  await page.getByRole("link", { name: /Return to/ }).click();
  await page.waitForURL(/\/billing$/);
  await expect(page.getByText(/will end|ends/i).first()).toBeVisible();
  await expectCredits(page, 640);

  await moveTime("+1month");
  await moveTime(SETTLED);
  // The plan's credits ended, the pack kept its 440, and the free plan gave its 50.
  await expectCredits(page, 490);
  // The free plan's credits are due at the plan's end, and may come before the event that ends it.
  await expect(async () => {
    await page.goto("/billing");
    await expect(page.getByRole("heading", { name: "Free" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await page.goto("/credits");
  await expect(page.getByTestId("available")).toHaveText("490");
});

test("a declined card leaves no subscription and no credits, and lets the buyer try again", async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = await checkoutIn(page);
  await fillCard(checkout, NO_FUNDS);
  await expect(checkout.getByRole("alert")).toContainText(/insufficient funds/i);
  const address = page.url();

  // The free plan's credits are due at the plan's end, and may come before the event that ends it.
  await expect(async () => {
    await page.goto("/billing");
    await expect(page.getByRole("heading", { name: "Free" })).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await expectCredits(page, 50);

  await page.goto(address);
  await fillCard(checkout, GOOD_CARD);
  await page.waitForURL(/\/billing\/success/);
  await expectCredits(page, 200);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("yearly prices can be chosen, and a plan leads to its sign-up", { tag: "@full" }, async ({ page }) => {
    await page.goto("/pricing");
    await page.getByRole("link", { name: "Yearly" }).click();
    await expect(page.getByRole("article", { name: "Pro" })).toContainText("$390 / year");
    await page.getByRole("link", { name: "Choose Pro" }).click();
    await expect(page.getByText("You chose Pro ($390 a year).", { exact: false })).toBeVisible();
  });

  test("a plan is paid on Stripe's page, and going back from it says that nothing was charged", {
    tag: "@full",
  }, async ({ page }) => {
    await newPerson(page);
    await page.goto("/pricing");
    await page.getByRole("button", { name: "Choose Pro" }).click();
    await page.waitForURL(/\/checkout\?/);
    const address = page.url();
    await page.getByRole("button", { name: "Pay on Stripe's page" }).click();
    await page.waitForURL(/\/c\/pay\//);
    await page.getByRole("link", { name: /Back/ }).click();
    await page.waitForURL(/\/billing\/cancelled/);
    await expect(page.getByRole("heading", { name: "Nothing was charged." })).toBeVisible();

    await page.goto(address);
    await page.getByRole("button", { name: "Pay on Stripe's page" }).click();
    await page.waitForURL(/\/c\/pay\//);
    await fillCard(page, GOOD_CARD);
    await page.waitForURL(/\/billing\/success/);
    await expect(page.getByRole("heading", { name: "400 credits are yours." })).toBeVisible();
  });
});

test("a yearly subscriber gets the second month's credits without any event from Stripe", { tag: "@full" }, async ({
  page,
}) => {
  await newPerson(page);
  await onPlan(page, "Starter", "YEAR");
  await expectCredits(page, 200);
  await spendInPlayground(page, 4_000);
  await expectCredits(page, 160);
  await moveTime("+1month");
  await expectCredits(page, 200);
  const payments = await page.request.get("/api/v1/billing/payments");
  expect((await payments.json()).data).toHaveLength(1);
});

test("a second subscription is refused, with how to change the plan instead", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/pricing");
  await expect(page.getByRole("button", { name: /Choose/ })).toHaveCount(0);
  const prices = await (await page.request.get("/api/v1/plans")).json();
  const pro = prices.data.find((plan: { key: string }) => plan.key === "pro");
  const refused = await page.request.post("/api/v1/subscription/checkout", { data: { price: pro.prices[0].id } });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({ code: "already_subscribed" });

  await page.goto("/checkout?price=refill_pro_month");
  await page.waitForURL(/\/pricing\?plan=pro&by=month/);
  await page.goto("/plans/starter");
  await expect(page.getByText("Your plan", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: /Choose/ })).toHaveCount(0);
  await page.goto("/buy?plan=free");
  await expect(page.getByRole("heading", { name: "Free is included in your account." })).toBeVisible();
});

test("who chooses a yearly plan and signs up goes on to pay for exactly that, then sees what happens next", async ({
  page,
}) => {
  await page.goto("/pricing");
  await showInterval(page, "Yearly");
  await page.getByRole("link", { name: "Choose Creator" }).click();
  await expect(page.getByText("You chose Creator ($990 a year).", { exact: false })).toBeVisible();
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill("refill-demo");
  await page.getByRole("button", { name: "Create account" }).click();
  const checkout = await checkoutIn(page);
  await expect(checkout.getByText("$990.00").first()).toBeVisible();
  await fillCard(checkout, GOOD_CARD);
  await page.waitForURL(/\/billing\/success/);
  const heading = page.getByRole("heading", { name: "1,000 credits are yours." });
  await expect(heading).toBeFocused();
  const facts = page.getByRole("region", { name: "What happens next" });
  await expect(facts).toContainText(/Next refill1,000 credits on/);
  await expect(facts).toContainText(/Next charge\$990 on/);
  await expect(facts.getByRole("link", { name: "Billing" })).toBeVisible();
});

test("a pack chosen while signed out is paid after sign-in, and the way leads back to where it began", {
  tag: "@full",
}, async ({ page, browser }) => {
  const email = await newPerson(page);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto("/pricing");
  await visitor.getByRole("link", { name: "Buy 500 credits for $60" }).click();
  await visitor.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await visitor.waitForURL(/\/signin/);
  await expect(visitor.getByText("You chose 500 credits ($60).", { exact: false })).toBeVisible();
  await visitor.getByLabel("Email").fill(email);
  await visitor.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await visitor.getByRole("button", { name: "Sign in", exact: true }).click();
  await fillCard(await checkoutIn(visitor), GOOD_CARD);
  await visitor.waitForURL(/\/billing\/success/);
  await expectCredits(visitor, 550);

  await visitor.goto("/credits?next=%2Fplayground");
  await visitor.getByRole("link", { name: "Pay $60 · Visa 4242 for 500 credits" }).click();
  await expect(visitor.getByRole("heading", { name: "Pay $60 with Visa 4242?" })).toBeVisible();
  await expectAccessible(visitor);
  await visitor.getByRole("button", { name: "Pay $60 · Visa 4242" }).dblclick();
  await expect(visitor.getByRole("heading", { name: "500 credits are yours." })).toBeFocused();
  await expectCredits(visitor, 1_050);
  await visitor.getByRole("link", { name: "Back to the playground" }).click();
  await expect(visitor).toHaveURL(/\/playground$/);
  await visitor.context().close();
});

test("Subscribe pressed twice in Checkout is one subscription and one payment", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = await checkoutIn(page);
  await fillCardFields(checkout, GOOD_CARD);
  await checkout.getByRole("button", { name: /^Subscribe/ }).dblclick();
  await page.waitForURL(/\/billing\/success/);
  await expectCredits(page, 200);
  await page.goto("/billing");
  await expect(page.getByRole("table", { name: "Payments" }).locator("tbody tr")).toHaveCount(1);
});

test("a plan is chosen and paid by keyboard alone", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Yearly" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "Starter" })).toContainText("$200 / year");
  await page.getByRole("button", { name: "Choose Starter" }).focus();
  await page.keyboard.press("Enter");
  await expect((await checkoutIn(page)).getByLabel("Card number")).toBeVisible();
});
