import { expectAccessible } from "./support/accessible";
import { bankAbove, expectCredits, onPlan, showInterval } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { chargeWith } from "./support/stripe";
import { expect, test } from "./support/test";

test("an upgrade shows its price, charges it, and grants its credits immediately", async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await expectCredits(page, 200);
  await page.goto("/pricing");
  const starter = page.getByRole("article", { name: "Starter" });
  await expect(starter).toContainText("Your plan");
  await page.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();

  const dialog = page.getByRole("alertdialog", { name: "Upgrade to Pro?" });
  await expect(dialog).toContainText("$19");
  await expect(dialog).toContainText(/Credits now\+(199|200)/);
  await expect(dialog).toContainText(/Next charge\$39 on/);
  await expect(dialog).toContainText(/Next refill400 credits on/);
  await dialog.getByText("How this is calculated").click();
  await expect(dialog).toContainText("−$20.00");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Pay $19 · Visa 4242" }).click();

  await expect(page.getByText("You are now on Pro, billed monthly.")).toBeVisible();
  await expect(page.getByRole("article", { name: "Pro" })).toContainText("Your plan");
  await expect(page.getByTestId("balance-pill")).toHaveAccessibleName(/^(399|400) credits/);
  await page.goto("/billing");
  await expect(page.getByRole("heading", { name: "Pro", exact: false, level: 2 }).first()).toBeVisible();
  const upgrade = page.getByRole("row", { name: /Pro is now the plan/ });
  await expect(upgrade).toHaveCount(1);
  await expect(upgrade).toContainText("$19.00");
  await expect(page.getByRole("table", { name: "Payments" })).toContainText("$19.00");
});

test("a declined upgrade changes nothing and says what to do next", { tag: "@full" }, async ({ page }) => {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await chargeWith(email, "pm_card_chargeCustomerFail");
  await page.goto("/pricing");
  await page.getByRole("article", { name: "Creator" }).getByRole("button", { name: "Upgrade" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(dialog.getByRole("alert")).toContainText(/declined/i);
  await expect(dialog.getByRole("button", { name: "Use another card" })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Not now" }).click();
  await expect(page.getByRole("article", { name: "Starter" })).toContainText("Your plan");
  await expectCredits(page, 200);
});

test("an upgrade that requires authentication takes effect once it is authenticated", { tag: "@full" }, async ({
  page,
}) => {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await chargeWith(email, "pm_card_authenticationRequired");
  await page.goto("/pricing");
  await page.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: /^Pay \$/ }).click();
  await bankAbove(page).getByRole("button", { name: "Fail authentication" }).click();
  await expect(dialog.getByRole("alert")).toContainText("We are unable to authenticate your payment method.");
  await expect(page.getByTestId("balance-pill")).toContainText("200");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await dialog.getByRole("button", { name: /^Pay \$/ }).click();
  await bankAbove(page).getByRole("button", { name: "Complete authentication" }).click();
  await expect(page.getByText("You are now on Pro, billed monthly.")).toBeVisible();
  await expect(page.getByRole("article", { name: "Pro" })).toContainText("Your plan");
  await expect(page.getByTestId("balance-pill")).toHaveAccessibleName(/^(399|400) credits/);
});

test("switching from monthly to yearly is paid immediately, and credits still refill every month", {
  tag: "@full",
}, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/pricing");
  await showInterval(page, "Yearly");
  await page.getByRole("article", { name: "Starter" }).getByRole("button", { name: "Pay yearly" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Switch Starter to yearly billing?" });
  await expect(dialog).toContainText(/Due now\$180/);
  await expect(dialog).toContainText(/Next refill200 credits on/);
  await dialog.getByRole("button", { name: "Pay $180 · Visa 4242" }).click();
  await expect(page.getByText("You are now on Starter, billed yearly.")).toBeVisible();
  await expectCredits(page, 200);
  await page.goto("/billing");
  await expect(page.getByText("$200 a year", { exact: true })).toBeVisible();
});
