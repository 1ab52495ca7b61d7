import { expectCredits, onPlan, spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

test("a yearly plan refills every month as the time machine advances, without another payment", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await onPlan(page, "Starter", "YEAR");
  await expectCredits(page, 200);
  for (const month of [1, 2, 3]) {
    await spendInPlayground(page, month * 1_000);
    await expectCredits(page, 200 - month * 10);
    // A month from the last day of February ends before one that started on the 30th.
    await moveTime("+1day");
    await page.getByRole("form", { name: "Time machine" }).getByRole("button", { name: "+1 month" }).click();
    await expectCredits(page, 200);
  }
  await page.goto("/billing");
  await expect(page.getByRole("table", { name: "Payments" }).locator("tbody tr")).toHaveCount(1);
  const refills = page.locator('tr[data-event="refilled"]').filter({ hasText: "Starter" });
  await expect(refills).toHaveCount(3);
  await expect(page.locator("tr").filter({ hasText: "Starter started" }).filter({ hasText: "+200" })).toHaveCount(1);
});
