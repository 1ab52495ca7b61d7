import { expectCredits, fillCardFields, GOOD_CARD, spendInPlayground, subscribe } from "./support/checkout";
import { signUp } from "./support/people";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

/** Can be saved, but every charge is declined. */
const DECLINED_LATER = "4000 0000 0000 0341";

test("a renewal that fails says so, what it means, and can be paid at once", async ({ page }) => {
  test.setTimeout(120_000);
  await signUp(page);
  await subscribe(page, "Starter");
  await spendInPlayground(page, 1_000);
  await page.goto("/billing");
  await page.getByRole("button", { name: "Manage plan and card" }).click();
  await page.waitForURL(/\/p\/session\//);
  await page.getByRole("link", { name: "Add payment method" }).click();
  await fillCardFields(page, DECLINED_LATER);
  await page.getByRole("button", { name: /Add|Save/ }).click();
  await page.getByRole("link", { name: /Return to/ }).click();
  await page.waitForURL(/\/billing$/);

  await moveTime("+1month");
  await moveTime("+2h");
  await expect(page.getByText("The last payment for Starter failed.")).toBeVisible();
  await expect(page.getByText(/Without it, the plan's credits end on/)).toBeVisible();
  await expect(page.getByText("with the payment", { exact: true })).toBeVisible();
  await expectCredits(page, 190);

  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: /Pay now/ }).click();
  const invoice = await opened;
  await fillCardFields(invoice, GOOD_CARD);
  await invoice.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(invoice.getByText(/paid/i).first()).toBeVisible();
  await invoice.close();

  await expectCredits(page, 200);
  await expect(page.getByText("The last payment for Starter failed.")).toHaveCount(0);
});
