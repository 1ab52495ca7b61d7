import { expectAccessible } from "./support/accessible";
import { buyPack } from "./support/checkout";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an admin sees what a refund will take before it is made, types the amount, and finds it on record", {
  tag: "@full",
}, async ({ browser, page }) => {
  const context = await browser.newContext();
  const buyer = await context.newPage();
  const email = await newPerson(buyer);
  await buyPack(buyer, "500 credits");
  await context.close();

  await signedInAs(page, "admin@example.com");
  await page.goto(`/admin/payments?user=${encodeURIComponent(email)}`);
  await page.locator("tr[data-payment]").first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("500 credits");
  await expectAccessible(page);

  await page.getByLabel("Amount").fill("24.00");
  await page.getByLabel("Reason").fill("Charged twice");
  await page.getByRole("button", { name: "Preview refund" }).click();
  await expect(page.getByText("200 credits of this payment are taken back.")).toBeVisible();
  await page.getByRole("button", { name: "Refund $24.00" }).click();
  await expect(page.getByText("Type 24.00.")).toBeVisible();
  await page.getByLabel("Confirm the amount").fill("24.00");
  await page.getByRole("button", { name: "Refund $24.00" }).click();
  await expect(page.getByText("$24.00 was refunded, and the credits were taken back.")).toBeVisible();
  await expect(page.getByText("Up to $36.00 can be refunded.")).toBeVisible();

  await page.goto("/admin/payments?status=PARTIALLY_REFUNDED");
  await expect(page.locator("tr[data-payment]").first()).toContainText("−$24.00 refunded");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^payments-.*\.csv$/);
});

test("an admin asks what last month would have cost, changes a rate, and sees both versions", { tag: "@full" }, async ({
  page,
}) => {
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/rate-card/new");
  await page.getByLabel("Name").fill("Pages");
  await page.getByLabel("Key").fill("pages_read");
  await page.getByLabel("Unit", { exact: true }).fill("page");
  await page.getByLabel("Your cost").fill("0.00015");
  await page.getByRole("button", { name: "Create meter" }).click();
  await page.waitForURL(/rate-card\?saved=/);
  await page.locator('tr[data-meter="pages_read"]').getByRole("link").click();
  await page.getByLabel("Credits", { exact: true }).fill("3");
  await page.getByRole("button", { name: "What would last month have cost?" }).click();
  await expect(page.getByText(/Nothing was spent by this meter in/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Review changes" }).click();
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await page.waitForURL(/rate-card\?saved=/);
  const row = page.locator('tr[data-meter="pages_read"]');
  await expect(row).toContainText("3 credits per page");
  await expect(row).toContainText("$0.00015 per page");
  await row.getByRole("link").click();
  await expect(page.getByRole("region", { name: "Versions" }).getByRole("row")).toHaveCount(3);
  await page.goto("/admin/rate-card");
  await page.getByRole("button", { name: "Archive Pages" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive Pages" }).click();
  await expect(row).toContainText("Archived");
});
