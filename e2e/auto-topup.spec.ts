import type { Page } from "@playwright/test";
import {
  bankAbove,
  buyPack,
  checkoutIn,
  expectCredits,
  fillCard,
  saveCardInDialog,
  spendInPlayground,
} from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

/** The bank requires authentication for every charge. */
const ASKS_ALWAYS = "4000 0000 0000 3220";

test("auto top-up buys a pack as soon as a spend takes the balance below its threshold", async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await buyPack(page, "500 credits");
  await expectCredits(page, 550);

  await page.goto("/settings");
  const card = page.getByRole("region", { name: "Auto top-up" });
  await expect(card.getByText("Off", { exact: true })).toBeVisible();
  // Its words switch it, too.
  await card.getByText("Buy credits when I run low").click();
  await card.getByLabel("When fewer than").fill("540");
  const choice = card.getByLabel("Buy", { exact: true });
  const pack = await choice.locator("option", { hasText: /^500 credits/ }).getAttribute("value");
  await choice.selectOption(pack);
  await card.getByLabel("Monthly limit").fill("50");
  await card.getByRole("button", { name: "Save auto top-up" }).click();
  await expect(
    card.getByText("The monthly limit is lower than the price of one pack.", { exact: false }),
  ).toBeVisible();
  await card.getByLabel("Monthly limit").fill("100");
  await card.getByRole("button", { name: "Save auto top-up" }).click();
  await expect(card.getByText("On", { exact: true })).toBeVisible();

  await spendInPlayground(page, 2_000);
  await expectCredits(page, 1_030);
  await page.goto("/settings");
  await expect(card.getByText("$60 spent this month, charged to Visa 4242.", { exact: false })).toBeVisible();
  await page.goto("/billing");
  await expect(page.getByRole("region", { name: "Payments" }).getByText("$60.00")).toHaveCount(2);
});

test("a user who bought nothing adds a card for auto top-up in a dialog", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/settings");
  const card = page.getByRole("region", { name: "Auto top-up" });
  await card.getByRole("button", { name: "Add a card" }).click();
  await saveCardInDialog(page, "4242 4242 4242 4242");
  await expect(card.getByText("charged to Visa 4242", { exact: false })).toBeVisible();
});

test("a saved card buys a pack with one click", { tag: "@full" }, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await buyPack(page, "500 credits");
  await buySaved(page, "Visa 4242");
  await page.waitForURL(/\/billing\/confirm\//);
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await expectCredits(page, 1_050);
});

test("when the bank requires authentication, passing grants the credits and failing charges nothing", {
  tag: "@full",
}, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await page.goto("/credits");
  await page.getByRole("button", { name: /Buy 500 credits for/ }).click();
  const checkout = await checkoutIn(page);
  await fillCard(checkout, ASKS_ALWAYS);
  await checkout.getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(/\/billing\/success/);
  await expectCredits(page, 550);

  await buySaved(page, "Visa 3220");
  await bankAbove(page).getByRole("button", { name: "Complete authentication" }).click();
  await page.waitForURL(/\/billing\/confirm\//);
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await expectCredits(page, 1_050);

  await buySaved(page, "Visa 3220");
  await bankAbove(page).getByRole("button", { name: "Fail authentication" }).click();
  await page.waitForURL(/\/billing\/confirm\//);
  await expect(page.getByRole("heading", { name: "Nothing was charged." })).toBeVisible();
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Pay $60 · Visa 3220 for 500 credits" })).toBeVisible();
  await expectCredits(page, 1_050);
});

/** Pays with the saved card, whose button appears once its webhook event is processed. */
async function buySaved(page: Page, card: string): Promise<void> {
  const choice = page.getByRole("link", { name: `Pay $60 · ${card} for 500 credits` });
  await expect(async () => {
    await page.goto("/credits");
    await expect(choice).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await choice.click();
  await page.getByRole("button", { name: `Pay $60 · ${card}` }).click();
}
