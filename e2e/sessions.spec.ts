import { devices } from "@playwright/test";
import { database } from "../lib/db";
import { expectAccessible } from "./support/accessible";
import { signIn } from "./support/people";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("a session is listed with its device, and ending it invalidates every copy of its cookie", {
  tag: "@full",
}, async ({ page, browser }) => {
  const email = await newPerson(page);
  const phone = await browser.newContext(devices["Pixel 7"]);
  const other = await phone.newPage();
  await signIn(other, email);
  const copied = await phone.storageState();

  await page.goto("/settings");
  const sessions = page.getByRole("region", { name: "Sessions" });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await expect(sessions.getByText("This browser")).toHaveCount(1);
  await expectAccessible(page);

  await sessions.getByRole("button", { name: /^Sign out Chrome on Android/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);

  await other.goto("/dashboard");
  await expect(other).toHaveURL(/signin/);
  const thief = await browser.newContext({ storageState: copied });
  const stolen = await thief.newPage();
  await stolen.goto("/dashboard");
  await expect(stolen).toHaveURL(/signin/);
  await phone.close();
  await thief.close();
});

test("signing out ends the session on the server, and signing out all others keeps this browser", {
  tag: "@full",
}, async ({ page, browser }) => {
  const email = await newPerson(page);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, email);

  await page.goto("/settings");
  await page.getByRole("button", { name: "Sign out all others" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign out all others" })).toHaveCount(0);
  await page.goto("/dashboard");
  await expect(page).toHaveURL(/dashboard/);
  await other.goto("/dashboard");
  await expect(other).toHaveURL(/signin/);

  const before = await page.context().storageState();
  await page.goto("/settings");
  await page
    .getByRole("region", { name: "Sessions" })
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/signin/);
  const thief = await browser.newContext({ storageState: before });
  const stolen = await thief.newPage();
  await stolen.goto("/dashboard");
  await expect(stolen).toHaveURL(/signin/);
  await elsewhere.close();
  await thief.close();
});

test.describe("a lost session", () => {
  test.use({ expectedErrors: [/401 \(Unauthorized\).*\/api\/v1\/credits\/stream/] });
  test("after a lost session the sign-in page shows nothing of the former user", { tag: "@full" }, async ({ page }) => {
    const email = await newPerson(page);
    await expect(page.getByTestId("balance-pill")).toBeVisible();
    await database().prisma.session.updateMany({ where: { user: { email } }, data: { endedAt: new Date() } });
    await page.getByRole("link", { name: "Billing" }).first().click();
    await page.waitForURL(/signin/);
    await expect(page.getByTestId("balance-pill")).toHaveCount(0);
    await expect(page.getByRole("button", { name: /Account menu/ })).toHaveCount(0);
  });
});
