import type { FrameLocator, Page } from "@playwright/test";
import { bankAbove, checkoutIn, expectCredits, GOOD_CARD, onPlan } from "./support/checkout";
import { expectFocusIn, pressByKeyboard, tabTo } from "./support/keyboard";
import { newPerson } from "./support/signed-in";
import { chargeWith } from "./support/stripe";
import { expect, test } from "./support/test";

test("with the keyboard alone a plan is canceled and resumed, and every stop on the way shows where the focus is", {
  tag: "@full",
}, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/billing");
  const cancel = page.getByRole("button", { name: "Cancel plan" });
  await pressByKeyboard(page, cancel);
  const dialog = page.getByRole("alertdialog");
  await pressByKeyboard(page, dialog.getByRole("button", { name: "Cancel Starter" }));
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(/ends on/).first()).toBeVisible();
  const plan = page.getByRole("region", { name: "Plan", exact: true });
  const resume = plan.getByRole("button", { name: "Resume Starter" });
  await expect(resume).toBeVisible();
  // The button that opened the dialog is gone: what it changed has the focus.
  await expectFocusIn(plan);
  await pressByKeyboard(page, resume);
  await expect(cancel).toBeVisible();
  await expectFocusIn(plan);
});

test("with the keyboard alone a plan is bought", { tag: "@full" }, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await page.goto("/pricing");
  await pressByKeyboard(page, page.getByRole("button", { name: "Choose Starter" }));
  await typeCard(page, await checkoutIn(page));
  await page.waitForURL(/\/billing\/success/);
  await expect(page.getByRole("heading", { name: "200 credits are yours." })).toBeFocused();
  await expectCredits(page, 200);
});

test("with the keyboard alone a pack is bought, and the new balance is said", { tag: "@nightly" }, async ({ page }) => {
  test.setTimeout(120_000);
  await newPerson(page);
  await page.goto("/credits");
  await pressByKeyboard(page, page.getByRole("button", { name: /Buy 500 credits for/ }));
  await typeCard(page, await checkoutIn(page));
  await page.waitForURL(/\/billing\/success/);
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeFocused();
  await expectCredits(page, 550);
});

test("with the keyboard alone the saved card is charged after the bank's question", { tag: "@nightly" }, async ({
  page,
}) => {
  test.setTimeout(120_000);
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await chargeWith(email, "pm_card_authenticationRequired");
  const choice = page.getByRole("link", { name: "Pay $60 · Visa 3184 for 500 credits" });
  await expect(async () => {
    await page.goto("/credits");
    await expect(choice).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await pressByKeyboard(page, choice);
  await pressByKeyboard(page, page.getByRole("button", { name: "Pay $60 · Visa 3184" }));
  await pressByKeyboard(page, bankAbove(page).getByRole("button", { name: "Complete authentication" }));
  await page.waitForURL(/\/billing\/confirm\//);
  await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeFocused();
  await expectCredits(page, 700);
});

test("with the keyboard alone a plan is changed, and the focus stays with the plan", { tag: "@nightly" }, async ({
  page,
}) => {
  await newPerson(page);
  await onPlan(page, "Starter");
  await page.goto("/pricing");
  const pro = page.getByRole("article", { name: "Pro" });
  await pressByKeyboard(page, pro.getByRole("button", { name: "Upgrade" }));
  await pressByKeyboard(page, page.getByRole("alertdialog").getByRole("button", { name: /^Pay \$/ }));
  await expect(pro).toContainText("Your plan");
  await expectFocusIn(pro);
});

test("a spend elsewhere is said once, politely, and nothing is said when a page opens", { tag: "@full" }, async ({
  page,
}) => {
  await newPerson(page);
  const said = page.getByTestId("spoken-balance");
  await expect(said).toHaveAttribute("aria-live", "polite");
  await expect(said).toBeEmpty();
  for (const amount of [7, 3]) {
    const spent = await page.request.post("/api/v1/credits/consume", { data: { amount } });
    expect(spent.status()).toBe(200);
  }
  await expect(said).toHaveText("40 credits available");
});

/** Types a card into Checkout and pays. */
async function typeCard(page: Page, checkout: FrameLocator): Promise<void> {
  for (const [label, text] of [
    ["Card number", GOOD_CARD],
    ["Expiration", "12 / 40"],
    ["CVC", "123"],
    ["Name on card", "A Buyer"],
  ] as const) {
    await tabTo(page, checkout.getByLabel(label));
    await page.keyboard.type(text);
  }
  await page.keyboard.press("Enter");
}
