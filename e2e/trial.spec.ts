import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { checkoutIn, expectCredits, fillCard } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";
import { offerTrial, takeOffSale } from "./support/trial-plan";

const CARD = "6011 1111 1111 1117";

test("a card gets one trial: a second account sees why, keeps its free plan, and can buy without a trial", {
  tag: "@full",
}, async ({ browser, page }) => {
  test.setTimeout(180_000);
  await offerTrial(page, "Tryout");

  const first = await (await browser.newContext()).newPage();
  await newPerson(first);
  await tryOut(first);
  await expectCredits(first, 30);
  await expect(first.getByText("Nothing has been charged.", { exact: false })).toBeVisible();
  await expect(first.getByRole("region", { name: "What happens next" })).toContainText("First charge$30 on");
  await expect(first.getByRole("link", { name: "See the receipt" })).toHaveCount(0);

  const second = await (await browser.newContext()).newPage();
  await newPerson(second);
  await tryOut(second);
  await expect(second.getByRole("heading", { name: "Your trial did not start." })).toBeVisible();
  await expect(second.getByText("nothing was charged", { exact: false })).toBeVisible();
  await expectAccessible(second);
  await expectCredits(second, 50);
  await second.goto("/billing");
  await expect(second.getByText("this card has already had a free trial", { exact: false })).toBeVisible();

  await second.goto("/pricing");
  await expect(second.getByRole("button", { name: "Try 7 days free" })).toHaveCount(0);
  await second.getByRole("button", { name: "Choose Tryout" }).click();
  const checkout = await checkoutIn(second);
  await expect(checkout.getByRole("button", { name: "Subscribe" })).toBeVisible();
  await fillCard(checkout, CARD);
  await second.waitForURL(/\/billing\/success/);
  await expectCredits(second, 300);

  await takeOffSale(page, "Tryout");
});

async function tryOut(page: Page): Promise<void> {
  await page.goto("/pricing");
  const plan = page.getByRole("article", { name: "Tryout" });
  await expect(plan).toContainText("One trial per person and card.");
  await expectAccessible(page);
  await plan.getByRole("button", { name: "Try 7 days free" }).click();
  const checkout = await checkoutIn(page);
  await expect(checkout.getByText("Free trials are limited to one per person and per card")).toBeVisible();
  await fillCard(checkout, CARD);
  await page.waitForURL(/\/billing\/success/);
}
