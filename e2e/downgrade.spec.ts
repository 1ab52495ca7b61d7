import { expectAccessible } from "./support/accessible";
import { expectCredits, onPlan } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

test("a downgrade waits for the end of the period, can be undone, and takes effect", { tag: "@full" }, async ({
  page,
}) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await onPlan(page, "Pro");
  await expectCredits(page, 400);

  const downgrade = async () => {
    await page.goto("/pricing");
    await page.getByRole("article", { name: "Starter" }).getByRole("button", { name: "Downgrade" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Downgrade to Starter?" });
    await expect(dialog).toContainText("Due now$0");
    await expect(dialog).toContainText("Credits nowno change");
    await expect(dialog).toContainText(/Next charge\$20 on/);
    await expect(dialog).toContainText(/Next refill200 credits on/);
    await dialog.getByRole("button", { name: "Schedule the change" }).click();
    await expect(page.getByText(/Starter starts on .* Until then nothing changes/)).toBeVisible();
    await expect(page.getByRole("article", { name: "Starter" })).toContainText(/Starts on/);
  };
  await downgrade();
  await expectCredits(page, 400);

  await page.goto("/billing");
  const plan = page.getByRole("region", { name: "Plan" });
  await expect(plan).toContainText(/Starter starts on .*: 200 credits a month for \$20 a month/);
  await expect(plan).toContainText(/Next charge.*\$20/);
  await expectAccessible(page);
  await plan.getByRole("button", { name: "Keep Pro" }).click();
  await expect(plan.getByText(/Starter starts on/)).toHaveCount(0);
  await expect(page.locator('tr[data-event="change_unscheduled"]')).toHaveCount(1);

  await downgrade();
  await moveTime("+1month");
  await moveTime("+2h");
  await expectCredits(page, 200);
  await page.goto("/billing");
  await expect(plan.getByRole("heading", { name: /Starter/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "Payments" })).toContainText("$20.00");
});
