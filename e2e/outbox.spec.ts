import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { spendInPlayground } from "./support/checkout";
import { newEmail, signUp } from "./support/people";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

// The browser logs these for Playwright's own scripts in the email's frame, and for the page that must not exist.
test.use({ expectedErrors: [/Blocked script execution in 'about:srcdoc'|status of 404/] });

/** The worker's minutely job. */
async function lookForLowBalances(page: Page): Promise<void> {
  const headers = { authorization: `Bearer ${process.env.CRON_SECRET}` };
  const looked = await page.request.post("/api/cron/low-balances", { headers });
  expect(looked.status()).toBe(200);
}

test("a new user finds the welcome email in the outbox, and its button opens the app", { tag: "@full" }, async ({
  page,
}) => {
  const email = await signUp(page);
  await page.getByRole("link", { name: "Outbox" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Outbox");
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("row", { name: "Welcome to Refill" })).toContainText(email);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Welcome to Refill" }).click();
  await expect(page.getByRole("region", { name: "Text version" })).toContainText("50 credits to start with");
  const mail = page.frameLocator("iframe");
  await expect(mail.getByRole("heading", { name: "Welcome to Refill" })).toBeVisible();
  await expect(mail.getByText("50 credits to start with").last()).toBeVisible();
  await expectAccessible(page);
  const opened = page.waitForEvent("popup");
  await mail.getByRole("link", { name: "Open your dashboard" }).click();
  await expect((await opened).getByTestId("balance-pill")).toHaveAccessibleName(/^50 credits/);
});

test("a low balance sends one email, and another only after it was above the threshold", { tag: "@nightly" }, async ({
  page,
}) => {
  await newPerson(page);
  const line = page.getByLabel("Low-balance alert");
  for (const wrong of ["0", "ten", "1.5", "-3"]) {
    // Reloaded each time, so that the response is to this value and not to the previous one.
    await page.goto("/settings");
    await line.fill(wrong);
    await page.getByRole("button", { name: "Save email notifications" }).click();
    await expect(page.getByText("Enter a whole number of credits")).toBeVisible();
    await expect(line).toHaveValue(wrong);
  }
  await page.goto("/settings");
  await line.fill("45");
  await page.getByRole("switch", { name: "Refills" }).click();
  await page.getByRole("button", { name: "Save email notifications" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(line).toHaveValue("45");
  await expect(page.getByRole("switch", { name: "Refills" })).toBeChecked();

  await spendInPlayground(page, 1_000);
  await lookForLowBalances(page);
  await lookForLowBalances(page);
  await page.goto("/outbox");
  const alerts = page.getByRole("link", { name: "Your balance is below 45 credits" });
  await expect(alerts).toHaveCount(1);
  await alerts.click();
  await expect(page.getByRole("region", { name: "Text version" })).toContainText("You have 40 credits available");
});

test("an email can be read by its recipient and by admins; for everyone else it does not exist", {
  tag: "@nightly",
}, async ({ page, browser }) => {
  const email = newEmail();
  await signUp(page, email);
  await page.goto("/outbox");
  await page.getByRole("link", { name: "Welcome to Refill" }).click();
  await page.waitForURL(/\/outbox\/.+/);
  const address = page.url();

  const context = await browser.newContext();
  const other = await context.newPage();
  await other.goto(address);
  await other.waitForURL(/\/signin/);
  await newPerson(other);
  expect((await other.goto(address))?.status()).toBe(404);
  await other.goto("/outbox");
  await expect(other.getByText(email)).toHaveCount(0);
  await context.clearCookies();
  await signedInAs(other, "admin@example.com");
  await other.goto("/outbox");
  await expect(other.getByRole("row", { name: "Welcome to Refill" }).filter({ hasText: email })).toBeVisible();
  await other.goto(address);
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Welcome to Refill");
  await context.close();
});
