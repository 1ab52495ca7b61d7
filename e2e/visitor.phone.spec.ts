import { expectAccessible } from "./support/accessible";
import { expect, test } from "./support/test";

test("a visitor on a phone gets from the menu to the calculator, and from a plan's name to ordering it", {
  tag: "@full",
}, async ({ page }) => {
  await page.goto("/");
  const menu = page.getByRole("button", { name: "Sections" });
  await menu.focus();
  await page.keyboard.press("Enter");
  const links = page.getByRole("navigation", { name: "Menu" }).getByRole("link");
  await expect(links).toHaveText(["Pricing", "Calculator", "Docs", "Sign in"]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(links.first()).toBeHidden();
  await menu.click();
  await page.getByRole("link", { name: "Calculator" }).first().click();
  await expect(page).toHaveURL(/\/calculator$/);
  // The press that opens the menu also loads the page's scripts, which leave it open.
  await page.reload();
  await menu.click();
  await page.waitForFunction(() => Object.keys(document).some((name) => name.startsWith("_reactListening")));
  await page.waitForLoadState("networkidle");
  await expect(links.first()).toBeVisible();

  await page.goto("/pricing");
  await page.getByRole("article", { name: "Pro" }).getByRole("link", { name: "Pro", exact: true }).click();
  await expect(page).toHaveURL(/\/plans\/pro$/);
  await expect(page.getByText("up to 100 images")).toBeVisible();
  await page.getByRole("link", { name: "Choose Pro, yearly" }).click();
  await expect(page.getByText("You chose Pro ($390 a year).", { exact: false })).toBeVisible();
});

test("the comparison of plans scrolls in its own box, with the names of its rows in view", {
  tag: "@full",
}, async ({ page }) => {
  await page.goto("/pricing");
  const table = page.getByRole("group", { name: "Plans compared" });
  await expect(table).toHaveAccessibleDescription("Scroll the table sideways to see every plan.");
  await table.focus();
  const row = table.getByRole("rowheader", { name: "Credits a month" });
  const before = await row.boundingBox();
  await table.evaluate((box) => box.scrollTo({ left: box.scrollWidth }));
  await expect(table.getByRole("columnheader", { name: "Ultimate" })).toBeInViewport();
  expect((await row.boundingBox())?.x).toBe(before?.x);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});
