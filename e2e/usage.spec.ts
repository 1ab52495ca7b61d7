import { spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

/** Of one day, and of two when the test begins before midnight. */
const PACE = "(at today's pace|at the pace of the last 2 days)";

test("the first day's forecast is of today's pace, on the dashboard and beside the chart", async ({ page }) => {
  await newPerson(page);
  const spent = await page.request.post("/api/v1/credits/consume", { data: { amount: 10 } });
  expect(spent.status()).toBe(200);
  await page.goto("/dashboard");
  await expect(page.getByRole("region", { name: "Usage in the last 30 days" })).toContainText(
    new RegExp(`Your credits run out on \\d+ \\w+ \\d{4}, ${PACE}\\.`),
  );
  await page.goto("/usage");
  await expect(page.getByText(new RegExp(`40 available, ${PACE}`))).toBeVisible();
});

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
