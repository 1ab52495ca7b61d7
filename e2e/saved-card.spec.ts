import { expectAccessible } from "./support/accessible";
import { bankAbove, expectCredits, onPlan, saveCardInDialog } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { customerOf, stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

const ASKS_ALWAYS = "4000 0027 6000 3184";

test("the card is changed in a dialog, and a purchase with it is confirmed with the bank without leaving the page", async ({
  page,
}) => {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/billing");
  await page.getByRole("button", { name: "Update card" }).click();
  await saveCardInDialog(page, "4000 0000 0000 0002");
  await expect(page.getByRole("alertdialog").getByRole("alert")).toContainText("Your card was declined.");
  await expectAccessible(page);
  await saveCardInDialog(page, ASKS_ALWAYS);
  await bankAbove(page).getByRole("button", { name: "Complete authentication" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await expect(page.getByText("Visa 3184")).toBeVisible();
  const customer = await stripeApi().customers.retrieve(await customerOf(email));
  expect(customer).toMatchObject({ invoice_settings: { default_payment_method: expect.stringMatching(/^pm_/) } });

  await page.goto("/credits");
  await page.getByRole("link", { name: "Pay $60 · Visa 3184 for 500 credits" }).click();
  await page.getByRole("button", { name: "Pay $60 · Visa 3184" }).click();
  await expect(bankAbove(page).getByText("$60.00")).toBeVisible();
  expect(page.url()).toMatch(/\/buy\?/);
  await bankAbove(page).getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(/\/billing\/confirm\//);
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await expectCredits(page, 700);
});
