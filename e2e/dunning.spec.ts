import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import {
  expectCredits,
  fillCardFields,
  GOOD_CARD,
  onPlan,
  saveCardInDialog,
  spendInPlayground,
} from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { chargeWith } from "./support/stripe";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

const BANNER = "The last payment of $20 for Starter failed.";
/** It can be saved, but every charge is declined. */
const DECLINED_LATER = "4000 0000 0000 0341";

/** A subscriber whose renewal has just failed. */
async function fallBehind(page: Page): Promise<void> {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await spendInPlayground(page, 1_000);
  await chargeWith(email, "pm_card_chargeCustomerFail");
  await page.goto("/billing");
  await moveTime("+1month");
  await moveTime("+2h");
  await expect(page.getByText(BANNER)).toBeVisible();
}

async function saveCard(page: Page, number: string): Promise<void> {
  await saveCardInDialog(page, number);
  await page.waitForURL(/\/billing\/card-updated/);
}

test("a failed renewal shows a banner on every page, and a new card pays it immediately", async ({ page }) => {
  test.setTimeout(150_000);
  await fallBehind(page);
  await expect(page.getByText(/Without the payment, the plan's credits expire on/)).toBeVisible();
  await expect(page.getByText("after payment", { exact: true })).toBeVisible();
  await expectCredits(page, 190);
  await expectAccessible(page);
  for (const path of ["/dashboard", "/credits", "/playground"]) {
    await page.goto(path);
    await expect(page.getByText(BANNER)).toBeVisible();
  }

  await page.goto("/pricing");
  await expect(page.getByText("Your last payment of $20 for Starter failed.")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Pay \$20/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /Upgrade|Choose/ })).toHaveCount(0);
  await page.goto("/dashboard");

  await page.getByRole("button", { name: "Update your card" }).click();
  await saveCard(page, DECLINED_LATER);
  await expect(page.getByRole("heading", { name: "The payment failed." })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use another card" }).click();
  await saveCard(page, GOOD_CARD);
  await expect(page.getByRole("heading", { name: "Paid. Your plan continues." })).toBeVisible();
  await expectAccessible(page);
  await expectCredits(page, 200);
  await page.getByRole("link", { name: "Go to dashboard" }).click();
  await page.waitForURL(/\/dashboard$/);
  await expect(page.getByText(BANNER)).toHaveCount(0);
});

test("a failed renewal can be paid on its invoice, and the page updates without a reload", { tag: "@full" }, async ({
  page,
}) => {
  test.setTimeout(120_000);
  await fallBehind(page);
  const opened = page.waitForEvent("popup");
  await page.getByRole("link", { name: /Pay invoice/ }).click();
  const invoice = await opened;
  await fillCardFields(invoice, GOOD_CARD);
  await invoice.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(invoice.getByText(/paid/i).first()).toBeVisible();
  await invoice.close();
  await expectCredits(page, 200);
  await expect(page.getByText(BANNER)).toHaveCount(0);
});

test("a card is replaced when nothing is due", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/billing");
  await page.getByRole("button", { name: "Update card" }).click();
  await saveCardInDialog(page, "5555 5555 5555 4444");
  await expect(page.getByText(/Mastercard 4444/)).toBeVisible();
});
