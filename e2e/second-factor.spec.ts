import { mkdirSync } from "node:fs";
import pg from "pg";
import { startApp } from "../dev/app";
import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { freePort } from "../dev/postgres/ports";
import { expectAccessible } from "./support/accessible";
import { signIn } from "./support/people";
import { givePassword, nextCode, signOut, turnOn } from "./support/second-factor";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

/** The settings of the test run. */
function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error("Run browser tests with npm run test:e2e.");
  return value;
}

async function inDatabase(statement: string, ...values: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: setting("DATABASE_URL") });
  await client.connect();
  await client.query(statement, values);
  await client.end();
}

test("two-step sign-in: set up, sign in with the app and with a recovery code, turn it off", { tag: "@full" }, async ({
  page,
}) => {
  const email = await newPerson(page);
  await page.goto("/settings");
  await page.getByRole("region", { name: "Two-step sign-in" }).getByRole("link", { name: "Set up" }).click();
  await page.waitForURL(/\/settings\/second-factor/);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Turn on two-step sign-in" }).click();
  await expect(page.locator("main").getByRole("alert")).toContainText("This code is invalid or was already used.");
  const { secret, recoveryCodes } = await turnOn(page);
  const card = page.getByRole("region", { name: "Two-step sign-in" });
  await expect(card.getByText("10 recovery codes are left")).toBeVisible();

  await signOut(page);
  await givePassword(page, email, DEMO_PASSWORD);
  await expectAccessible(page);
  // The password alone gives no access, and leads back here.
  await page.goto("/dashboard");
  await page.waitForURL(/\/signin\/second-factor\?next=%2Fdashboard/);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.locator("main").getByRole("alert")).toContainText("This code is invalid or was already used.");
  await page.getByLabel("Code", { exact: true }).fill(nextCode(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/dashboard$/);

  await signOut(page);
  await givePassword(page, email, DEMO_PASSWORD);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recoveryCodes[0] ?? "");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/credits$/);
  await page.goto("/settings");
  await expect(card.getByText("9 recovery codes are left")).toBeVisible();
  await card.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByRole("button", { name: "Create new codes" }).click();
  await expect(card.getByRole("listitem")).toHaveCount(10);
  await card.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn off" }).click();
  await expect(card.getByRole("link", { name: "Set up" })).toBeVisible();
});

test("a sensitive action requires an identity check, then continues to the requested page", { tag: "@full" }, async ({
  page,
}) => {
  const email = await newPerson(page);
  const age = () =>
    inDatabase(
      `UPDATE session SET authenticated_at = now() - interval '11 minutes'
       WHERE user_id = (SELECT id FROM "user" WHERE email = $1)`,
      email,
    );
  await age();
  await page.goto("/settings/second-factor");
  await page.waitForURL(/\/confirm-identity\?next=%2Fsettings%2Fsecond-factor/);
  await expectAccessible(page);
  await page.getByLabel("Password", { exact: true }).fill("not-the-password");
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.locator("main").getByRole("alert")).toContainText("password is incorrect");
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/settings\/second-factor$/);
  const { recoveryCodes } = await turnOn(page);

  await age();
  const card = page.getByRole("region", { name: "Two-step sign-in" });
  await card.getByRole("button", { name: "Turn off" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Turn off" }).click();
  await page.waitForURL(/\/confirm-identity/);
  await expect(page.getByLabel("Password", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(recoveryCodes[3] ?? "");
  await page.getByRole("button", { name: "Confirm" }).click();
  await page.waitForURL(/\/settings$/);
});

test("an admin must set up a second factor before opening the admin pages", { tag: "@full" }, async ({
  page,
  browser,
}) => {
  const email = await newPerson(page);
  // Its session will end, which would stop its balance stream.
  await page.close();
  await inDatabase(`UPDATE "user" SET role = 'ADMIN' WHERE email = $1`, email);
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const settings = {
    APP_URL: url,
    DATABASE_URL: setting("DATABASE_URL"),
    STRIPE_API_BASE: setting("STRIPE_API_BASE"),
    STRIPE_WEBHOOK_SECRET: setting("STRIPE_WEBHOOK_SECRET"),
    ADMIN_REQUIRE_2FA: "true",
    WORKER: "separate",
  };
  const folder = test.info().outputPath("strict");
  mkdirSync(folder, { recursive: true });
  const app = await startApp(folder, { host: "127.0.0.1", port }, settings, "production");
  const context = await browser.newContext({ baseURL: url, locale: "en-US", timezoneId: "UTC" });
  try {
    const admin = await context.newPage();
    await signIn(admin, email);
    await admin.goto("/admin/promo-codes");
    await admin.waitForURL(/\/settings\/second-factor\?next=%2Fadmin%2Fpromo-codes/);
    await expect(admin.getByText("Admins need two-step sign-in")).toBeVisible();
    await turnOn(admin);
    await admin.waitForURL(/\/admin\/promo-codes$/);
    await expect(admin.getByRole("heading", { name: "Promo codes", level: 1 })).toBeVisible();
  } finally {
    await context.close();
    await app.stop();
  }
});
