import type { Page } from "@playwright/test";
import { expect, test } from "./support/test";

const result = (page: Page) => page.getByRole("region", { name: "Result" });

test("usage by keyboard finds the cheapest plan, its address can be shared, and leads to buying it", async ({
  page,
}) => {
  // A visitor's page loads its scripts at this key, which they must not miss.
  await page.goto("/calculator");
  await page.getByRole("slider", { name: "Image, slider" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("textbox", { name: "Image, images a month" })).toHaveValue("10,000");
  await page.goto("/calculator?image=0");
  await expect(result(page).getByTestId("credits")).toHaveText("0");
  await page.getByRole("slider", { name: "Image, slider" }).focus();
  await page.keyboard.press("End");
  await expect(result(page).getByTestId("credits")).toHaveText("40,000");

  await page.getByRole("textbox", { name: "Image, images a month" }).fill("95");
  await expect(result(page).getByRole("heading")).toHaveText(/^Free with \d+ packs a year$/);
  await page.getByRole("radio", { name: "Yearly" }).focus();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(/image=95.*by=year/);

  await page.reload();
  await expect(page.getByRole("radio", { name: "Yearly" })).toBeChecked();
  await expect(result(page).getByTestId("credits")).toHaveText("380");
  await result(page).locator('a[href*="%2Fbuy%3F"]').first().click();
  await expect(page).toHaveURL(/\/signup\?next=%2Fbuy%3F(plan|pack)%3D/);
});

test("without JavaScript the form calculates", { tag: "@full" }, async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/calculator?image=0");
  await page.getByRole("textbox", { name: "Chat, tokens in, tokens a month" }).fill("1,000,000");
  await page.getByRole("textbox", { name: "Number of requests for Chat, tokens in" }).fill("150");
  await page.getByRole("button", { name: "Calculate" }).click();
  await expect(result(page).getByTestId("credits")).toHaveText("150");
  await expect(result(page).getByRole("heading")).toHaveText(/^Free with \d+ packs a year$/);
  await context.close();
});
