import { devices, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { isFullRun } from "../dev/testing/budget";
import { expectAccessible } from "./support/accessible";
import { expectCredits } from "./support/checkout";
import { createAccount, mailedLink, newEmail, signIn, verifyEmail } from "./support/people";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

// The browser logs this for the live balance of a page whose session was ended elsewhere.
test.use({ expectedErrors: [/status of 401 .*\/credits\/stream/] });

const NEW_PASSWORD = "battery staple";
const screens = [
  { name: "desktop", use: { viewport: { width: 1440, height: 900 } } },
  { name: "phone", use: devices["Pixel 7"] },
];

for (const { name, use } of screens.filter(({ name }) => isFullRun || name === "desktop")) {
  test.describe(`on a ${name}`, () => {
    const { defaultBrowserType: _browser, ...device } = { defaultBrowserType: undefined, ...use };
    test.use(device);

    test("free credits are granted when the address is verified, in any browser", { tag: "@full" }, async ({
      page,
      browser,
    }) => {
      await createAccount(page);
      await page.goto("/dashboard");
      await expectCredits(page, 0);
      await expect(page.getByText("Verify your email address to get 50 credits a month.")).toBeVisible();
      await expectAccessible(page);
      await page.getByRole("button", { name: "Send the link again" }).click();
      await expect(page.getByText(/We sent a new link/)).toBeVisible();

      const elsewhere = await browser.newContext(device);
      const other = await elsewhere.newPage();
      await other.goto(await mailedLink(page.request, "Verify your email address"));
      await expectAccessible(other);
      await other.getByRole("button", { name: "Verify email address" }).click();
      await expect(other.getByRole("heading", { level: 1 })).toHaveText("Your email address is verified");
      await expect(other.getByRole("link", { name: "Sign in" }).last()).toBeVisible();
      await elsewhere.close();

      await expectCredits(page, 50);
      await page.reload();
      await expect(page.getByText("Verify your email address")).toHaveCount(0);
    });

    test("a forgotten password is reset by email, which ends the old password and other sessions", {
      tag: "@full",
    }, async ({ page, browser }) => {
      const email = await newPerson(page);
      // A page left open would request its balance with the session that the reset ends.
      await page.goto("about:blank");
      const browserWithout = await browser.newContext(device);
      const forgetful = await browserWithout.newPage();
      await forgetful.goto("/signin");
      await forgetful.getByRole("link", { name: "Forgot password?" }).click();
      await forgetful.waitForURL(/\/forgot-password/);
      await forgetful.getByLabel("Email").fill(email);
      await expectAccessible(forgetful);
      await forgetful.getByRole("button", { name: "Send link" }).click();
      await expect(
        forgetful.getByText("If an account has this address, we sent it a link that works once, for 30 minutes.", {
          exact: false,
        }),
      ).toBeVisible();
      await forgetful.goto(await mailedLink(page.request, "Reset your password"));
      await forgetful.getByLabel("New password").fill("1234567890");
      await forgetful.getByRole("button", { name: "Save password" }).click();
      await expect(forgetful.getByText("This password is one of the most common.")).toBeVisible();
      await expectAccessible(forgetful);
      const link = forgetful.url();
      await forgetful.getByLabel("New password").fill(NEW_PASSWORD);
      await forgetful.getByRole("button", { name: "Save password" }).click();
      await expect(forgetful.getByText("Sign in with your new password.")).toBeVisible();
      await expectAccessible(forgetful);
      await forgetful.goto(link);
      await expect(forgetful.getByRole("heading", { level: 1 })).toHaveText("This link no longer works");
      await expectAccessible(forgetful);

      await page.goto("/dashboard");
      await page.waitForURL(/\/signin/);
      await tryPassword(page, email, DEMO_PASSWORD);
      await expect(page.getByText("do not match")).toBeVisible();
      await signIn(page, email, NEW_PASSWORD);
      await expect(page).toHaveURL(/\/dashboard/);
      await browserWithout.close();
    });

    test("an address is changed with a link sent to the new one, and the old one is notified", {
      tag: "@full",
    }, async ({ page }) => {
      const [old, email] = [await newPerson(page), newEmail()];
      await page.goto("/settings");
      const profile = page.getByRole("region", { name: "Profile" });
      await profile.getByLabel("New email address").fill("somebody@mailinator.com");
      await profile.getByRole("button", { name: "Change email address" }).click();
      await expect(profile.getByText("This is a disposable email address.")).toBeVisible();
      await profile.getByLabel("New email address").fill(email);
      await profile.getByRole("button", { name: "Change email address" }).click();
      await expect(profile.getByText(`We sent a link to ${email}`)).toBeVisible();
      await expect(profile.getByText(old, { exact: true })).toBeVisible();
      await expectAccessible(page);
      await page.goto(await mailedLink(page.request, "Confirm your new email address"));
      await expectAccessible(page);
      await page.getByRole("button", { name: "Confirm new address" }).click();
      await expect(page.getByText("Your email address was changed.")).toBeVisible();
      await expect(page.getByRole("region", { name: "Profile" }).getByText(email, { exact: true })).toBeVisible();
      await page.goto("/outbox");
      await expect(page.getByRole("row", { name: "Your email address was changed" })).toContainText(old);
    });

    test("changing the password requires the current one, and this browser stays signed in", { tag: "@full" }, async ({
      page,
      browser,
    }) => {
      const email = await newPerson(page);
      const elsewhere = await browser.newContext(device);
      const other = await elsewhere.newPage();
      await signIn(other, email);
      await page.goto("/settings");
      const card = page.getByRole("region", { name: "Password" });
      await card.getByLabel("Current password").fill("not the password");
      await card.getByLabel("New password").fill(NEW_PASSWORD);
      await card.getByRole("button", { name: "Change password" }).click();
      await expect(card.getByText("This password is incorrect.")).toBeVisible();
      await card.getByLabel("Current password").fill(DEMO_PASSWORD);
      await card.getByLabel("New password").fill(NEW_PASSWORD);
      await card.getByRole("button", { name: "Change password" }).click();
      await expect(page.getByText("Password changed.")).toBeVisible();
      await page.goto("/dashboard");
      await expect(page).toHaveURL(/\/dashboard/);
      await other.goto("/dashboard");
      await other.waitForURL(/\/signin/);
      await signIn(other, email, NEW_PASSWORD);
      await elsewhere.close();
    });
  });
}

test("a mailbox has one account in any spelling, and sign-up reveals nothing about it", { tag: "@full" }, async ({
  page,
  browser,
}) => {
  const first = await browser.newContext();
  const email = await newPerson(await first.newPage());
  await first.close();
  for (const spelled of [email, email.replace("@", "+again@")]) {
    await page.goto("/signup");
    await tryPassword(page, spelled, "another password", /create/i);
    await expect(page.getByText("We couldn't create an account with these details.")).toBeVisible();
  }
  await page.goto("/signup");
  await tryPassword(page, "somebody@mailinator.com", "another password", /create/i);
  await expect(page.getByText("This is a disposable email address.")).toBeVisible();
  await expectAccessible(page);
});

test("a promo code can only be redeemed with a verified address", { tag: "@full" }, async ({ page }) => {
  await createAccount(page);
  await page.goto("/credits");
  await page.getByLabel("Have a code?").fill("ANYTHING");
  await page.getByRole("button", { name: "Redeem" }).click();
  await expect(page.getByText("Verify your email address first")).toBeVisible();
  await verifyEmail(page);
  await page.goto("/credits");
  await page.getByLabel("Have a code?").fill("ANYTHING");
  await page.getByRole("button", { name: "Redeem" }).click();
  await expect(page.getByText("This code does not exist.")).toBeVisible();
});

async function tryPassword(page: Page, email: string, password: string, button: RegExp = /^Sign in$/): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: button }).click();
}
