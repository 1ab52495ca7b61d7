import { spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("what is spent is on the usage page, leads to its entry and can be exported", async ({ page }) => {
  await newPerson(page);
  await page.goto("/usage");
  await expect(page.getByText("Nothing spent in these days.")).toBeVisible();
  await spendInPlayground(page, 1_000);
  await page.request.post("/api/v1/credits/consume", { data: { meter: "image", quantity: 3 } });

  await page.goto("/usage");
  await page.getByRole("navigation", { name: "Days" }).getByRole("link", { name: "Today" }).click();
  await expect(page).toHaveURL(/range=today/);
  const table = page.getByRole("table", { name: "Credits spent by hour and meter" });
  await expect(table.getByRole("row").last()).toHaveText(/Total.*22/);
  await expect(page.getByRole("figure")).toContainText("Image");

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toMatch(/^refill-usage-.*\.csv$/);

  await page.getByRole("region", { name: "Largest spends" }).getByRole("link", { name: "Image, 3 images" }).click();
  await expect(page).toHaveURL(/\/credits\/entries\/\d+$/);
  await expect(page.getByRole("main")).toContainText("12");
});
