import { expectCredits, onPlan } from "./support/checkout";
import { newEmail, signUp } from "./support/people";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

const ADMIN = "admin@example.com";

test("a referral rewards both users once the new one has subscribed", { tag: "@full" }, async ({ browser, page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await expectCredits(page, 50);
  await page.goto("/settings");
  const link = await page.getByLabel("Your link", { exact: true }).inputValue();
  expect(link).toMatch(/\/signup\?ref=[2-9A-Z]{8}$/);

  const other = await browser.newContext();
  const newcomer = await other.newPage();
  await newcomer.goto(link);
  await expect(newcomer.getByText("You were invited: you get 100 credits")).toBeVisible();
  // They look around before they sign up.
  await newcomer.goto("/pricing");
  await signUp(newcomer, newEmail());
  await expectCredits(newcomer, 50);
  await page.reload();
  const invite = page.getByRole("region", { name: "Invite a friend" });
  await expect(invite).toContainText(/Signed up\s*1/);
  await expect(invite).toContainText(/Rewarded\s*0/);

  await onPlan(newcomer, "Starter");
  await expectCredits(newcomer, 300);
  await expectCredits(page, 150);
  await page.reload();
  await expect(invite).toContainText(/Rewarded\s*1/);
  await expect(invite).toContainText(/Credits earned\s*100/);
  await page.goto("/billing");
  await expect(page.getByText("Someone you invited subscribed")).toBeVisible();
  await other.close();
});

test("an admin creates a promo code, a user redeems it once, and an unknown code is refused", { tag: "@full" }, async ({
  browser,
  page,
}) => {
  const code = `WELCOME${Date.now()}`;
  const office = await browser.newContext();
  const admin = await office.newPage();
  await signedInAs(admin, ADMIN);
  await admin.goto("/admin/promo-codes");
  await admin.getByLabel("Code", { exact: true }).fill(code.toLowerCase());
  await admin.getByLabel("Credits", { exact: true }).fill("40");
  await admin.getByLabel("Credits expire after, in days").fill("30");
  await admin.getByRole("button", { name: "Create code" }).click();
  await expect(admin.locator(`tr[data-code="${code}"]`)).toContainText("40");

  await newPerson(page);
  await page.goto("/credits");
  await page.getByLabel("Have a code?").fill("NOSUCHCODE");
  await page.getByRole("button", { name: "Redeem" }).click();
  await expect(page.getByText("This code does not exist.")).toBeVisible();
  await page.getByLabel("Have a code?").fill(code);
  await page.getByRole("button", { name: "Redeem" }).click();
  await expectCredits(page, 90);
  // The balance updates live, possibly before the form is cleared.
  await expect(page.getByLabel("Have a code?")).toHaveValue("");
  await page.getByLabel("Have a code?").fill(code);
  await page.getByRole("button", { name: "Redeem" }).click();
  await expect(page.getByText("You have already redeemed this code.")).toBeVisible();
  await expectCredits(page, 90);

  await admin.reload();
  await expect(admin.locator(`tr[data-code="${code}"]`)).toContainText("1");
  await admin.getByRole("button", { name: `Archive ${code}` }).click();
  await admin
    .getByRole("alertdialog")
    .getByRole("button", { name: `Archive ${code}` })
    .click();
  await expect(admin.locator(`tr[data-code="${code}"]`)).toContainText("Archived");
  await office.close();
});

test("the plan's limits are shown with their use, and an upgrade raises them", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/billing");
  const workflows = page.getByRole("region", { name: "Limits" }).locator('[data-feature="workflows"]');
  await expect(workflows).toContainText("0 of 1 workflow used");
  const use = () => page.request.post("/api/v1/entitlements/workflows/use");
  expect((await use()).status()).toBe(200);
  const refused = await use();
  expect(refused.status()).toBe(402);
  expect(await refused.json()).toMatchObject({ code: "limit_reached", limit: 1, used: 1 });
  await page.reload();
  await expect(workflows).toContainText("1 of 1 workflow used");
  await onPlan(page, "Pro");
  await page.goto("/billing");
  await expect(workflows).toContainText("1 of 10 workflows used");
});
