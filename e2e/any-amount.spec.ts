import { database } from "../lib/db";
import { expectAccessible } from "./support/accessible";
import { checkoutIn, expectCredits, fillCard, GOOD_CARD } from "./support/checkout";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an admin sells credits in any amount; a buyer sees the price of theirs, pays it, and gets exactly that", async ({
  page,
  browser,
}) => {
  const admin = await (await browser.newContext()).newPage();
  await signedInAs(admin, "admin@example.com");
  await admin.goto("/admin/plans/packs/new");
  await admin.getByLabel("Name", { exact: true }).fill("Any amount");
  await admin.getByLabel("Key").fill("any_amount");
  await admin.getByLabel("Credits", { exact: true }).fill("100");
  await admin.getByLabel("Price", { exact: true }).fill("1.01");
  await admin.getByLabel("Largest amount").fill("50,000");
  await admin.getByLabel("Tiers").fill("1: 0.01\n1,000: 0.008");
  await admin.getByRole("button", { name: "Create pack" }).click();
  await expect(
    admin.getByText("By its tiers, the smallest amount costs $1.00. Enter that as the price."),
  ).toBeVisible();
  await expectAccessible(admin);
  await admin.getByLabel("Price", { exact: true }).fill("1.00");
  await admin.getByRole("button", { name: "Create pack" }).click();
  await admin.waitForURL(/\/admin\/plans\?saved=/);
  await admin.context().close();

  try {
    await newPerson(page);
    await page.goto("/credits");
    const form = page.locator('form[data-pack="any_amount"]');
    await form.getByLabel("Any amount").fill("900");
    await expect(form.getByRole("status")).toHaveText("900 credits for $9");
    await expectAccessible(page);
    await form.getByRole("button", { name: "Take 1,000 credits for $8" }).click();
    await expect(form.getByRole("status")).toHaveText("1,000 credits for $8");
    await form.getByLabel("Any amount").fill("1,501");
    await expect(form.getByRole("status")).toHaveText("1,501 credits for $12.01");
    await form.getByRole("button", { name: "Buy" }).click();
    const checkout = await checkoutIn(page);
    await expect(checkout.getByText("$12.01").first()).toBeVisible();
    await fillCard(checkout, GOOD_CARD);
    await page.waitForURL(/\/billing\/success/);
    await expect(page.getByRole("heading", { name: "1,501 credits are yours." })).toBeVisible();
    await expectCredits(page, 1_551);

    // With the card that was saved, the order names the sum, and offers more for less.
    await page.goto("/buy?pack=any_amount&credits=900");
    await expect(page.getByText("1,000 credits cost less: $8.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Buy 1,000 credits instead" }).click();
    await page.getByRole("button", { name: "Pay $8 · Visa 4242" }).click();
    await page.waitForURL(/\/billing\/confirm\//);
    await expectCredits(page, 2_551);

    await page.goto("/buy?pack=any_amount&credits=99");
    await expect(page.getByRole("heading", { name: "These credits are not sold in this amount." })).toBeVisible();
    await expectAccessible(page);
  } finally {
    await database().prisma.creditPack.update({ where: { key: "any_amount" }, data: { archivedAt: new Date() } });
  }
});
