import { mkdirSync } from "node:fs";
import type { BrowserContextOptions, Page, Route } from "@playwright/test";
import { startApp } from "../dev/app";
import { freePort } from "../dev/postgres/ports";
import { startGithub } from "../dev/testing/github-server";
import { checkoutIn, expectCredits, fillCard, GOOD_CARD, showInterval } from "./support/checkout";
import { enterPassword, mailedLink, newEmail } from "./support/people";
import { nextCode, turnOn } from "./support/second-factor";
import { newPerson } from "./support/signed-in";
import { newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";
import { offerTrial, takeOffSale } from "./support/trial-plan";

// What someone chose before they signed up is paid for after it, whatever stands between.

async function chooseYearlyPro(page: Page): Promise<void> {
  await page.goto("/pricing");
  await showInterval(page, "Yearly");
  await page.getByRole("link", { name: "Choose Pro" }).click();
  await expect(page.getByText("You chose Pro ($390 a year).", { exact: false })).toBeVisible();
}

async function choosePack(page: Page): Promise<void> {
  await page.goto("/pricing");
  await page.getByRole("link", { name: "Buy 500 credits for $60" }).click();
  await expect(page.getByText("You chose 500 credits ($60).", { exact: false })).toBeVisible();
}

/** From the sign-up page. */
async function signInInstead(page: Page, email: string): Promise<void> {
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.waitForURL(/\/signin\?/);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await enterPassword(page, email);
}

async function pay(page: Page, amount: string, credits: string): Promise<void> {
  const checkout = await checkoutIn(page);
  await expect(checkout.getByText(amount).first()).toBeVisible();
  await fillCard(checkout, GOOD_CARD);
  await page.waitForURL(/\/billing\/success/);
  await expect(page.getByRole("heading", { name: `${credits} credits are yours.` })).toBeFocused();
}

test("a trial waits for the address to be verified, then goes on by itself and from the email's page", {
  tag: "@nightly",
}, async ({ page, browser }) => {
  test.setTimeout(120_000);
  const admin = await (await browser.newContext()).newPage();
  await offerTrial(admin, "Verified");

  await page.goto("/pricing");
  await page.getByRole("link", { name: "Choose Verified" }).click();
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill("refill-demo");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Verify your email address to try Verified." })).toBeVisible();

  const mail = await page.context().newPage();
  await mail.goto(await mailedLink(page.request, "Verify your email address"));
  await mail.getByRole("button", { name: "Verify email address" }).click();
  const onward = mail.getByRole("link", { name: "Continue with your order" });
  await expect(onward).toHaveAttribute("href", "/buy?plan=verified&by=month");
  await mail.close();

  await pay(page, "$0.00", "30");
  await expect(page.getByRole("region", { name: "What happens next" })).toContainText("First charge$30 on");
  await takeOffSale(admin, "Verified");
  await admin.context().close();
});

test("a plan and a pack survive the second factor at sign-in", { tag: "@full" }, async ({ page, browser }) => {
  test.setTimeout(120_000);
  const email = await newPerson(page);
  await page.goto("/settings/second-factor");
  const { secret, recoveryCodes } = await turnOn(page);

  const first = await (await browser.newContext()).newPage();
  await chooseYearlyPro(first);
  await signInInstead(first, email);
  await first.waitForURL(/\/signin\/second-factor/);
  await first.getByLabel("Code", { exact: true }).fill(nextCode(secret));
  await first.getByRole("button", { name: "Sign in", exact: true }).click();
  await pay(first, "$390.00", "400");
  await first.context().close();

  const second = await (await browser.newContext()).newPage();
  await choosePack(second);
  await signInInstead(second, email);
  await second.getByRole("button", { name: "Use a recovery code" }).click();
  await second.getByLabel("Recovery code").fill(recoveryCodes[0] ?? "");
  await second.getByRole("button", { name: "Sign in", exact: true }).click();
  await second.getByRole("button", { name: "Pay $60 · Visa 4242" }).click();
  await expect(second.getByRole("heading", { name: "500 credits are yours." })).toBeFocused();
  await expectCredits(second, 900);
  expect((await newestPayment(email)).amount).toBe(6_000);
  await second.context().close();
});

test("a pack survives sign-up with GitHub, and a plan the next sign-in; its button works before the scripts have loaded and without any", {
  tag: "@nightly",
}, async ({ browser }) => {
  test.setTimeout(180_000);
  const email = newEmail();
  const github = await startGithub();
  github.signIn({ id: Date.now(), login: "octocat", emails: [{ email, primary: true, verified: true }] });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const client = { GITHUB_URL: github.url, GITHUB_ID: "client", GITHUB_SECRET: "secret" };
  const folder = test.info().outputPath("github");
  mkdirSync(folder, { recursive: true });
  const { DATABASE_URL = "", STRIPE_API_BASE = "", STRIPE_WEBHOOK_SECRET = "" } = process.env;
  const settings = {
    APP_URL: url,
    DATABASE_URL,
    STRIPE_API_BASE,
    STRIPE_WEBHOOK_SECRET,
    WORKER: "separate",
    ...client,
  };
  const app = await startApp(folder, { host: "127.0.0.1", port }, settings, "production");
  const visitor = async (options: BrowserContextOptions = {}) =>
    (await browser.newContext({ baseURL: url, locale: "en-US", timezoneId: "UTC", ...options })).newPage();
  try {
    const first = await visitor();
    await choosePack(first);
    await continueBeforeScripts(first);
    await pay(first, "$60.00", "500");
    await expectCredits(first, 550);
    await first.context().close();

    const second = await visitor();
    await chooseYearlyPro(second);
    await continueWithGithub(second);
    await pay(second, "$390.00", "400");
    expect((await newestPayment(email)).amount).toBe(39_000);
    await second.context().close();

    const third = await visitor({ javaScriptEnabled: false });
    await third.goto("/signin?next=/credits");
    await continueWithGithub(third);
    await third.waitForURL(`${url}/credits`);
    await third.context().close();
  } finally {
    await app.stop();
    await github.close();
  }
});

async function continueWithGithub(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue with GitHub" }).click();
}

/** None of the page's scripts has loaded yet, as on a slow line. */
async function continueBeforeScripts(page: Page): Promise<void> {
  const SCRIPTS = /\/_next\/static\/.*\.js/;
  const held: Route[] = [];
  await page.route(SCRIPTS, (route) => void held.push(route));
  await page.reload({ waitUntil: "commit" });
  await continueWithGithub(page);
  await page.waitForURL((url) => !/\/(signup|signin)/.test(url.pathname), { waitUntil: "commit" });
  expect(held.length).toBeGreaterThan(0);
  await page.unroute(SCRIPTS);
  await page.reload();
}
