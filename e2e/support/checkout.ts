import type { FrameLocator, Page } from "@playwright/test";
import { expect } from "./test";

export const GOOD_CARD = "4242 4242 4242 4242";
export const NO_FUNDS = "4000 0000 0000 9995";

/** Checkout in the app's own page, which is the next page. */
export async function checkoutIn(page: Page): Promise<FrameLocator> {
  await page.waitForURL(/\/checkout\?/);
  return page.frameLocator('iframe[title="Checkout"]');
}

/** What the bank asks above the app's page. */
export function bankAbove(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Confirm with your bank"]');
}

/** Enters a card in the app's dialog and saves it. */
export async function saveCardInDialog(page: Page, number: string): Promise<void> {
  const dialog = page.getByRole("alertdialog").last();
  await fillCardFields(dialog.frameLocator('iframe[title="Secure payment input frame"]'), number);
  await dialog.getByRole("button", { name: "Save card" }).click();
}

/** Fills the card form of Stripe's Checkout and pays, in the app's page or on Stripe's. */
export async function fillCard(checkout: FrameLocator | Page, number: string): Promise<void> {
  await fillCardFields(checkout, number);
  await checkout.getByRole("button", { name: /^(Subscribe|Start trial|Pay)/ }).click();
}

/** Fills the card fields on any of Stripe's pages or frames. */
export async function fillCardFields(page: Page | FrameLocator, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expiration").fill("12 / 40");
  await page.getByLabel("CVC").fill("123");
  await page.getByLabel("Name on card").fill("A Buyer");
}

/** From the pricing page to the success page: subscribes to a plan with a card that pays. */
export async function subscribe(page: Page, plan: string, interval: "Monthly" | "Yearly" = "Monthly"): Promise<void> {
  await page.goto("/pricing");
  await showInterval(page, interval);
  await page.getByRole("button", { name: `Choose ${plan}` }).click();
  await fillCard(await checkoutIn(page), GOOD_CARD);
  await page.waitForURL(/\/billing\/success/);
}

/** On the pricing page: shows the prices of a billing interval. */
export async function showInterval(page: Page, interval: "Monthly" | "Yearly"): Promise<void> {
  const choice = page.getByRole("navigation", { name: "Billing" }).getByRole("link", { name: interval });
  await choice.click();
  await expect(choice).toHaveAttribute("aria-current", "true");
}

/** The same without the preceding pages, for a story that starts with a subscriber. */
export async function onPlan(page: Page, plan: string, interval: "MONTH" | "YEAR" = "MONTH"): Promise<void> {
  const offer = await (await page.request.get("/api/v1/plans")).json();
  const { prices } = offer.data.find(({ name }: { name: string }) => name === plan);
  const price = prices.find((one: { interval: string }) => one.interval === interval);
  const started = await page.request.post("/api/v1/subscription/checkout", { data: { price: price.id } });
  const card = { card_number: GOOD_CARD, expiry: "12 / 40", cvc: "123", name: "A Buyer" };
  const paid = await page.request.post((await started.json()).url, { form: card, maxRedirects: 0 });
  await page.goto(paid.headers().location ?? "");
  await page.waitForURL(/\/billing\/success/);
}

/** From the credits page through Checkout to the success page: buys a pack with a card that pays. */
export async function buyPack(page: Page, name: string): Promise<void> {
  await page.goto("/credits");
  const first = page.getByRole("button", { name: new RegExp(`Buy ${name} for`) });
  const withSaved = page.getByRole("link", { name: new RegExp(`^Pay .* for ${name}$`) });
  await expect(first.or(withSaved)).toBeVisible();
  const isSaved = await withSaved.isVisible();
  await first.or(withSaved).click();
  if (isSaved) await page.getByRole("button", { name: "Pay another way" }).click();
  await fillCard(await checkoutIn(page), GOOD_CARD);
  await page.waitForURL(/\/billing\/success/);
}

/** Waits for the navbar to show these available credits. */
export async function expectCredits(page: Page, credits: number): Promise<void> {
  const words = `${credits.toLocaleString("en-US")} credits available`;
  await expect(page.getByTestId("balance-pill")).toHaveAccessibleName(new RegExp(`^${words}`));
}

/** Runs the playground's tool on `words` words; it costs a credit per 100 words, rounded up. */
export async function spendInPlayground(page: Page, words: number): Promise<void> {
  await page.goto("/playground");
  await page.getByLabel("Your text").fill("word ".repeat(words));
  await page.getByRole("button", { name: /^Run for/ }).click();
  await expect(page.getByRole("region", { name: "Result" }).getByText(/^Cost/)).toBeVisible();
}
