import { expectAccessible } from "./support/accessible";
import { buyPack, expectCredits, spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { bank, newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

test("a dispute freezes the remaining credits; losing it takes them back, and spent ones are owed until a refill pays them", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(120_000);
  const email = await newPerson(page);
  await buyPack(page, "500 credits");
  // The plan's 50 first, then 20 of the pack.
  await spendInPlayground(page, 7_000);
  await expectCredits(page, 480);
  await page.goto("/billing");
  const row = page.getByRole("table", { name: "Payments" }).locator("tbody tr").first();

  const { id } = await newestPayment(email);
  await bank("disputes/open", { charge: id });
  await expectCredits(page, 0);
  await expect(row).toContainText("Disputed");
  await expect(row).toContainText("are frozen until the bank decides");
  await page.goto("/credits");
  await expect(page.getByText("Frozen", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("main").getByText(/480 credits are frozen because of a disputed payment/)).toBeVisible();
  await expectAccessible(page);
  await page.goto("/credits/explain");
  await expect(page.getByRole("row", { name: /^Frozen by a dispute/ })).toContainText("−480");
  await expect(page.getByTestId("explained-available")).toHaveText("0");

  await page.goto("/credits");
  await bank(`disputes/${id}/lose`);
  await expect(page.getByText(/20 credits are owed/).first()).toBeVisible();
  await page.getByTestId("balance-pill").click();
  await expect(page.getByRole("dialog", { name: "Your credits" })).toContainText("Owed");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.goto("/billing");
  await expect(row).toContainText("Reversed");
  await expect(page.locator('tr[data-event="dispute_lost"]')).toHaveCount(1);

  await moveTime("+1month");
  await expectCredits(page, 30);
});

test("winning a dispute unfreezes the credits", { tag: "@full" }, async ({ page }) => {
  const email = await newPerson(page);
  await buyPack(page, "500 credits");
  const { id } = await newestPayment(email);
  await page.goto("/billing");
  await bank("disputes/open", { charge: id });
  await expectCredits(page, 50);
  await bank(`disputes/${id}/win`);
  await expectCredits(page, 550);
  const row = page.getByRole("table", { name: "Payments" }).locator("tbody tr").first();
  await expect(row).toContainText("Paid");
  await expect(row).toContainText("the payment stands");
});
