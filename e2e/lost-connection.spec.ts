import type { Page } from "@playwright/test";
import { expectCredits, onPlan } from "./support/checkout";
import { endSessions, loseNextAction, withoutLiveBalance } from "./support/connection";
import { enterPassword } from "./support/people";
import { newPerson } from "./support/signed-in";
import { customerOf, stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

// Money moves once, whatever happens to the request or to its answer. forms.spec.ts has the same for other forms.

test.use({ expectedErrors: [/ERR_CONNECTION_RESET|ERR_FAILED|401 \(Unauthorized\)/] });

const LOST = "The connection was lost before this was confirmed. Nothing you entered is lost.";

/** What was charged, in cents, oldest first. */
async function chargesOf(email: string): Promise<number[]> {
  const { data } = await stripeApi().charges.list({ customer: await customerOf(email), limit: 20 });
  return data
    .filter(({ paid }) => paid)
    .map(({ amount }) => amount)
    .reverse();
}

async function toPackWithSavedCard(page: Page): Promise<void> {
  await page.goto("/credits?next=%2Fplayground");
  await page.getByRole("link", { name: "Pay $60 · Visa 4242 for 500 credits" }).click();
  await expect(page.getByRole("heading", { name: "Pay $60 with Visa 4242?" })).toBeVisible();
}

for (const when of ["before", "after"] as const) {
  test.describe(`a connection lost ${when} the server acted`, { tag: "@full" }, () => {
    test("charges the saved card once", async ({ page }) => {
      const email = await newPerson(page);
      await onPlan(page, "Starter");
      await toPackWithSavedCard(page);
      await loseNextAction(page, when);
      await page.getByRole("button", { name: "Pay $60 · Visa 4242" }).click();
      await expect(page.getByText(LOST)).toBeVisible();
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByRole("heading", { name: "500 credits are yours." })).toBeFocused();
      await expectCredits(page, 700);
      expect(await chargesOf(email)).toEqual([2_000, 6_000]);
    });

    test("changes the plan once", async ({ page }) => {
      const email = await newPerson(page);
      await onPlan(page, "Starter");
      await withoutLiveBalance(page);
      await page.goto("/pricing");
      await page.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();
      const dialog = page.getByRole("alertdialog");
      const confirm = dialog.getByRole("button", { name: "Pay $19 · Visa 4242" });
      await expect(confirm).toBeVisible();
      await loseNextAction(page, when);
      await confirm.click();
      await expect(dialog.getByText(LOST)).toBeVisible();
      await confirm.click();
      await expect(page.getByText("You are now on Pro, billed monthly.")).toBeVisible();
      await expect(page.getByRole("article", { name: "Pro" })).toContainText("Your plan");
      expect(await chargesOf(email)).toEqual([2_000, 1_900]);
    });

    test("cancels the plan once", async ({ page }) => {
      await newPerson(page);
      await onPlan(page, "Starter");
      await withoutLiveBalance(page);
      await page.goto("/billing");
      await page.getByRole("button", { name: "Cancel plan" }).click();
      const dialog = page.getByRole("alertdialog");
      await expect(dialog).toBeVisible();
      await loseNextAction(page, when);
      await dialog.getByRole("button", { name: "Cancel Starter" }).click();
      await expect(dialog.getByText(LOST)).toBeVisible();
      await dialog.getByRole("button", { name: "Cancel Starter" }).click();
      await expect(page.getByText(/You can resume it until then/)).toBeVisible();
      await expect(page.locator('tr[data-event="cancel_scheduled"]')).toHaveCount(1);
    });

    test("spends in the playground once, and keeps the text", async ({ page }) => {
      await newPerson(page);
      await page.goto("/playground");
      const text = page.getByLabel("Your text");
      await text.fill("word ".repeat(250));
      await loseNextAction(page, when);
      await page.getByRole("button", { name: /^Run for/ }).dblclick();
      await expect(page.getByText(LOST)).toBeVisible();
      await expect(text).toHaveValue("word ".repeat(250));
      await page.getByRole("button", { name: "Try again" }).click();
      await expect(page.getByRole("region", { name: "Result" }).getByText(/^Cost/)).toBeVisible();
      await expectCredits(page, 47);
    });
  });
}

test("two tabs that pay for the same offer are one charge, and both say so", { tag: "@full" }, async ({ page }) => {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  const other = await page.context().newPage();
  for (const tab of [page, other]) await toPackWithSavedCard(tab);
  for (const tab of [page, other]) await tab.getByRole("button", { name: "Pay $60 · Visa 4242" }).click();
  for (const tab of [page, other])
    await expect(tab.getByRole("heading", { name: "500 credits are yours." })).toBeVisible();
  await expectCredits(other, 700);
  expect(await chargesOf(email)).toEqual([2_000, 6_000]);
});

test("a tab whose plan was changed in another one shows it, and no longer asks", { tag: "@nightly" }, async ({
  page,
}) => {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto("/pricing");
    await tab.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();
    await expect(tab.getByRole("alertdialog")).toContainText("$19");
  }
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: /^Pay \$/ })
    .click();
  await expect(page.getByText("You are now on Pro, billed monthly.")).toBeVisible();
  await expect(other.getByRole("article", { name: "Pro" })).toContainText("Your plan");
  await expect(other.getByRole("alertdialog")).toHaveCount(0);
  expect(await chargesOf(email)).toEqual([2_000, 1_900]);
});

test("the back button leads from Checkout to the plans, where another one can be chosen", { tag: "@full" }, async ({
  page,
}) => {
  await newPerson(page);
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Choose Starter" }).click();
  const checkout = page.frameLocator('iframe[title="Checkout"]');
  await expect(checkout.getByText("$20.00").first()).toBeVisible();
  await page.goBack();
  await page.waitForURL(/\/pricing/);
  await page.getByRole("button", { name: "Choose Pro" }).click();
  await expect(checkout.getByText("$39.00").first()).toBeVisible();
});

test("a session that ends in the middle leads back to the same place, and nothing was done", {
  tag: "@nightly",
}, async ({ page }) => {
  test.setTimeout(120_000);
  const email = await newPerson(page);
  await onPlan(page, "Starter");

  await toPackWithSavedCard(page);
  const order = new URL(page.url());
  await endSessions(email);
  await page.getByRole("button", { name: "Pay $60 · Visa 4242" }).click();
  await page.waitForURL(/\/signin\?next=/);
  await enterPassword(page, email);
  await page.waitForURL(order.href);
  expect(await chargesOf(email)).toEqual([2_000]);

  await page.goto("/pricing?by=month");
  await page.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("$19");
  await endSessions(email);
  await dialog.getByRole("button", { name: /^Pay \$/ }).click();
  await page.waitForURL(/\/signin\?next=/);
  await enterPassword(page, email);
  await page.waitForURL(/\/pricing\?by=month$/);
  expect(await chargesOf(email)).toEqual([2_000]);

  await page.goto("/billing");
  await page.getByRole("button", { name: "Cancel plan" }).click();
  await endSessions(email);
  await dialog.getByRole("button", { name: "Cancel Starter" }).click();
  await page.waitForURL(/\/signin\?next=/);
  await enterPassword(page, email);
  await page.waitForURL(/\/billing$/);
  await expect(page.getByRole("button", { name: "Cancel plan" })).toBeVisible();

  await page.goto("/playground");
  await page.getByLabel("Your text").fill("one two three");
  await endSessions(email);
  await page.getByRole("button", { name: /^Run for/ }).click();
  await page.waitForURL(/\/signin\?next=/);
  await enterPassword(page, email);
  await page.waitForURL(/\/playground$/);
  await expect(page.getByLabel("Your text")).toHaveValue("one two three");
  await expectCredits(page, 200);

  await page.goto("/credits?type=USAGE");
  await page.getByLabel("Have a code?").fill("SPRING");
  await endSessions(email);
  await page.getByRole("button", { name: "Redeem" }).click();
  await page.waitForURL(/\/signin\?next=/);
  await enterPassword(page, email);
  await page.waitForURL(/\/credits\?type=USAGE$/);
  await expect(page.getByLabel("Have a code?")).toHaveValue("SPRING");
});
