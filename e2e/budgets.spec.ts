import { expectAccessible } from "./support/accessible";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("a budget is added, shows what is used of it, and is removed", async ({ page }) => {
  await newPerson(page);
  await page.goto("/settings#budgets");
  const card = page.getByRole("region", { name: "Budgets", exact: true });
  await expect(card.getByText("You have no budgets.")).toBeVisible();
  await card.getByLabel("Most credits").fill("many");
  await card.getByRole("button", { name: "Add budget" }).click();
  await expect(card.getByLabel("Most credits")).toBeFocused();
  await expect(card.getByText("Enter a whole number of credits, such as 500.")).toBeVisible();
  await card.getByLabel("Most credits").fill("3");
  await card.getByLabel("Within").selectOption({ label: "Any 5 hours" });
  await card.getByRole("button", { name: "Add budget" }).click();
  await expect(card.getByText("The budget applies now. Spends so far in its time count.")).toBeVisible();
  const row = card.getByRole("list", { name: "Your budgets" }).getByRole("listitem").first();
  await expect(row).toContainText("All of your account: 3 credits in any 5 hours");
  await expect(row).toContainText("0 used, 3 left");
  await expectAccessible(page);

  const spend = (amount: number) =>
    page.evaluate(async (credits) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ amount: credits });
      const response = await fetch("/api/v1/credits/consume", { method: "POST", headers, body });
      return { status: response.status, code: (await response.json()).code };
    }, amount);
  expect(await spend(2)).toMatchObject({ status: 200 });
  await page.reload();
  await expect(row).toContainText("2 used, 1 left");

  await row.getByRole("button", { name: "Remove All of your account" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove budget" }).click();
  await expect(card.getByText("You have no budgets.")).toBeVisible();
  expect(await spend(2)).toMatchObject({ status: 200 });
});
