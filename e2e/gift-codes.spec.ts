import { expectAccessible } from "./support/accessible";
import { expectCredits, fillCard, GOOD_CARD } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { newestPayment, stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

test("a pack bought as a gift is redeemed once by someone else, and a refund takes its credits back from them", {
  tag: "@full",
}, async ({ browser, page }) => {
  test.setTimeout(120_000);
  const email = await newPerson(page);
  await page.goto("/credits");
  await page.getByRole("button", { name: "Buy 500 credits as a gift" }).click();
  await fillCard(page, GOOD_CARD);
  await page.waitForURL(/\/billing\/success/);
  await expect(page.getByRole("heading", { name: "Your gift is ready." })).toBeVisible();
  const code = (await page.locator("code").textContent()) ?? "";
  expect(code).toMatch(/^GIFT(-[2-9A-Z]{5}){5}$/);
  await expectAccessible(page);
  await expectCredits(page, 50);
  await page.goto("/credits");
  const gifts = page.getByRole("region", { name: "Gifts" });
  await expect(gifts).toContainText(/500 credits\s*Not redeemed/);
  await expect(gifts.locator("code")).toHaveText(code);
  await expectAccessible(page);

  const other = await browser.newContext();
  const friend = await other.newPage();
  await newPerson(friend);
  await friend.goto("/redeem");
  await expectAccessible(friend);
  await friend.getByLabel("Have a code?").fill(code.toLowerCase());
  await friend.getByRole("button", { name: "Redeem" }).click();
  await expectCredits(friend, 550);

  await page.goto("/redeem");
  await page.getByLabel("Have a code?").fill(code);
  await page.getByRole("button", { name: "Redeem" }).click();
  await expect(page.getByText("This gift has been redeemed already.")).toBeVisible();
  await page.goto("/credits");
  await expect(gifts).toContainText(/Redeemed\s*on/);

  const { id } = await newestPayment(email);
  await stripeApi().refunds.create({ payment_intent: id });
  await expectCredits(friend, 50);
  await page.goto("/credits");
  await expect(gifts).toContainText("Refunded");
  await expectCredits(page, 50);
  await other.close();
});
