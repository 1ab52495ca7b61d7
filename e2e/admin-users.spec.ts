import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an admin finds a user, adds credits, notes why, locks them, and finds all of it in the audit log", async ({
  browser,
  page,
}) => {
  const context = await browser.newContext();
  const customer = await context.newPage();
  const email = await newPerson(customer);

  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/users");
  await page.getByRole("searchbox", { name: "Search" }).fill(email);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("link", { name: email }).click();
  await expect(page.getByRole("heading", { level: 1, name: email })).toBeVisible();

  await page.getByRole("textbox", { name: "Credits", exact: true }).fill("20000");
  await page.getByLabel("Reason", { exact: true }).fill("Apology for the outage");
  await page.getByRole("button", { name: "Adjust balance" }).click();
  await expect(page.getByText("Enter 20,000 to confirm it.")).toBeVisible();
  await page.getByLabel("Credits again").fill("20000");
  await page.getByRole("button", { name: "Adjust balance" }).click();
  await expect(page.getByText(/^The balance is now 20,/)).toBeVisible();

  await page.getByLabel("New note").fill("Called about the outage.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Called about the outage." })).toBeVisible();

  await page.getByRole("button", { name: "Lock sign-in" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("signed out everywhere");
  await expect(dialog.getByRole("button", { name: "Lock sign-in" })).toHaveCount(0);
  await dialog.getByLabel(/^Reason/).fill("Stolen card");
  await dialog.getByRole("button", { name: "Lock sign-in" }).click();
  await expect(page.getByRole("button", { name: "Unlock sign-in" })).toBeVisible();
  await customer.goto("/credits");
  await expect(customer).toHaveURL(/\/signin/);
  await context.close();

  await page.goto(`/admin/audit?target=${encodeURIComponent(email)}`);
  await expect(page.locator('tr[data-action="user.locked"]')).toContainText("Stolen card");
  await expect(page.locator('tr[data-action="credits.adjusted"]')).toContainText("Apology for the outage");
  await expect(page.locator('tr[data-action="user.note_added"]')).toBeVisible();
  const csv = await page.request.get((await page.getByRole("link", { name: "Export CSV" }).getAttribute("href")) ?? "");
  expect(await csv.text()).toContain("Stolen card");
});
