import type { Locator, Page } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_USERS } from "../dev/demo-accounts";
import { makeMonth } from "../dev/year/month";
import { now } from "../lib/clock";
import { DAY_MS } from "../lib/time";
import { buyPack, checkoutIn, expectCredits, fillCard, onPlan } from "./support/checkout";
import { adminPaths, spendAllBut, takeDialogPictures, takePictures, takePicturesOf } from "./support/pictures";
import { newPerson, signedInAs } from "./support/signed-in";
import { bank, chargeWith, newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

// Pictures of every page, to be looked at: npm run test:e2e -- screenshots.spec.ts leaves them in test-results/pictures.
test.describe.configure({ timeout: 600_000 });
test.use({ expectedErrors: [/status of 40/] });

const PUBLIC = [
  "/",
  "/pricing",
  "/pricing?by=year",
  "/plans/pro",
  "/calculator",
  "/docs",
  "/docs/quick-start",
  "/docs/lots",
  "/docs/webhooks",
  "/docs/errors",
  "/docs/search?q=hold",
  "/docs/search?q=nothinglikethis",
  "/signin",
  "/signin?next=/credits",
  "/signup",
  "/signup?next=/buy",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/goodbye",
  "/offline",
  "/not-a-page",
];
const ACCOUNT = [
  "/dashboard",
  "/credits",
  "/credits/explain",
  "/credits/entries/5",
  "/usage",
  "/usage?range=month",
  "/billing",
  "/settings",
  "/settings/second-factor",
  "/settings/delete-account",
  "/playground",
  "/outbox",
  "/billing/cancelled?next=%2Fcredits",
  "/billing/card-updated",
  "/billing/change",
  "/buy?pack=none",
  "/checkout",
];
// What the dialogs of a plan are without JavaScript.
const WITHOUT_SCRIPTS = [
  "/billing/change?price=refill_ultimate_month",
  "/billing/change?price=refill_starter_month",
  "/billing/change?price=refill_pro_year",
  "/billing/cancel",
];
const MAIN = ["/dashboard", "/credits", "/usage", "/billing"];
const ADMIN = [
  "/admin",
  "/admin/metrics/money",
  "/admin/users",
  "/admin/payments",
  "/admin/plans",
  "/admin/plans/new",
  "/admin/plans/packs/new",
  "/admin/plans/features",
  "/admin/promo-codes",
  "/admin/rate-card",
  "/admin/rate-card/new",
  "/admin/webhooks",
  "/admin/jobs",
  "/admin/health",
  "/admin/audit",
];

test("public pages", { tag: "@pictures" }, async ({ page }) => {
  await takePicturesOf(page, "", PUBLIC);
  await page.goto("/signin");
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await takePictures(page, "signin-refused");
});

test("an account with a month of use, and the admin's pages about it", { tag: "@pictures" }, async ({ page }) => {
  const [{ email }] = DEMO_USERS;
  const to = new Date((await now()).getTime() + 30 * DAY_MS);
  await makeMonth({ stripeUrl: process.env.STRIPE_API_BASE ?? "", password: DEMO_PASSWORD, email, to });
  await signedInAs(page, email);
  await takePicturesOf(page, "month", ACCOUNT);
  await page.goto("/dashboard");
  await page.getByRole("button", { name: /Account menu/ }).click();
  await takePictures(page, "month-menu");
  await page.goto("/dashboard");
  await page.getByTestId("balance-pill").click();
  await takePictures(page, "month-pill");
  await signedInAs(page, "admin@example.com");
  await takePicturesOf(page, "", [...ADMIN, ...(await adminPaths())]);
});

test("states of the credits", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await takePicturesOf(page, "empty", [...MAIN, "/playground", "/settings"]);
  await page.goto("/playground");
  await page.getByRole("button", { name: "Use a sample" }).click();
  await page.getByRole("button", { name: /^Run for/ }).click();
  await expect(page.getByRole("region", { name: "Result" }).getByText(/^Cost/)).toBeVisible();
  await takePictures(page, "playground-result");
  await spendAllBut(page, 3);
  await takePicturesOf(page, "low", ["/dashboard"]);
  await spendAllBut(page, 0);
  await takePicturesOf(page, "spent", [...MAIN, "/playground"]);
  await buyPack(page, "500 credits");
  await takePictures(page, "pack-success");
  await spendAllBut(page, 480);
  const { id } = await newestPayment(email);
  await bank("disputes/open", { charge: id });
  await expectCredits(page, 0);
  await takePicturesOf(page, "frozen", MAIN);
  await page.goto("/credits");
  await bank(`disputes/${id}/lose`);
  await expect(page.getByText(/20 credits are owed/).first()).toBeVisible();
  await takePicturesOf(page, "debt", MAIN);
});

test("states of a plan", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await onPlan(page, "Pro");
  await takePictures(page, "plan-success");
  await takePicturesOf(page, "plan", [...MAIN, "/pricing", ...WITHOUT_SCRIPTS]);
  const choice = (name: string | RegExp) => page.getByRole("alertdialog").getByRole("button", { name });
  const cardNumber = page.frameLocator('iframe[title="Secure payment input frame"]').getByLabel("Card number");
  await takeDialog(page, "/pricing", /^Upgrade/, choice(/^Pay/), "plan-upgrade");
  await takeDialog(page, "/billing", "Cancel plan", choice("Cancel Pro"), "plan-cancel");
  await takeDialog(page, "/billing", "Update card", cardNumber, "plan-update-card");

  await takeDialog(page, "/pricing", "Downgrade", choice("Schedule the change"), "plan-downgrade");
  await choice("Schedule the change").click();
  await expect(page.getByText(/starts on .* Until then nothing changes/)).toBeVisible();
  await takePicturesOf(page, "scheduled", ["/dashboard", "/billing", "/pricing"]);
  await page.goto("/billing");
  await page.getByRole("button", { name: "Keep Pro" }).click();
  await page.getByRole("button", { name: "Cancel plan" }).click();
  await choice("Cancel Pro").click();
  await expect(page.getByText(/You can resume it until then/)).toBeVisible();
  await takePicturesOf(page, "ending", ["/dashboard", "/billing", "/pricing"]);
  await page.goto("/billing");
  await page.getByRole("button", { name: "Resume Pro" }).click();
  await expect(page.getByRole("region", { name: "Plan" })).toContainText("Active");

  await chargeWith(email, "pm_card_chargeCustomerFail");
  await moveTime("+1month");
  await moveTime("+2h");
  await expect(page.getByText(/The last payment of .* failed/)).toBeVisible();
  await takePicturesOf(page, "past-due", [...MAIN, "/pricing"]);
});

test("a trial, and a debit that is processing", { tag: "@pictures" }, async ({ page }) => {
  await signedInAs(page, "admin@example.com");
  const prices = { month: 3000, year: null };
  const trial = {
    key: "explorer",
    name: "Explorer",
    creditsPerMonth: 300,
    currency: "usd",
    prices,
    trialDays: 7,
    trialCredits: 30,
  };
  const { plan } = await (await page.request.post("/api/v1/admin/plans", { data: trial })).json();
  await newPerson(page);
  await takePicturesOf(page, "trial-offered", ["/pricing"]);
  await onPlan(page, "Explorer");
  await takePictures(page, "trial-success");
  await takePicturesOf(page, "trial", [...MAIN, "/pricing"]);
  await signedInAs(page, "admin@example.com");
  await page.request.patch(`/api/v1/admin/plans/${plan.id}`, { data: { archived: true } });

  await newPerson(page);
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
  await takePictures(page, "debit-success");
  await takePicturesOf(page, "debit", ["/dashboard", "/billing"]);
});

test("the bank's question in the app's page", { tag: "@pictures" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = await checkoutIn(page);
  await expect(checkout.getByRole("button", { name: "Subscribe" })).toBeVisible();
  await takePictures(page, "embedded-checkout-plan");
  await checkout.getByRole("button", { name: "Subscribe" }).click();
  await expect(checkout.getByText("Enter your card number.")).toBeVisible();
  await takePictures(page, "embedded-checkout-problems");
  await fillCard(checkout, "4000 0027 6000 3184");
  await expect(checkout.getByRole("button", { name: "Fail authentication" })).toBeVisible();
  await takePictures(page, "embedded-challenge");
  await checkout.getByRole("button", { name: "Fail authentication" }).click();
  await expect(checkout.getByRole("alert")).toBeVisible();
  await takePictures(page, "embedded-checkout-refused");
});

/** Opens the dialog behind a button and takes its pictures once it shows `ready`. */
async function takeDialog(page: Page, path: string, button: string | RegExp, ready: Locator, name: string) {
  await takeDialogPictures(page, name, async () => {
    await page.goto(path);
    await page.getByRole("button", { name: button }).first().click();
    await expect(ready).toBeVisible();
  });
}
