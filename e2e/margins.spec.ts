import { expectAccessible } from "./support/accessible";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an admin sees what customers and models brought and cost, and a cost that is not set as unknown", async ({
  page,
  browser,
}) => {
  const context = await browser.newContext();
  const customer = await context.newPage();
  const email = await newPerson(customer);
  // More than other tests spend, so that it is among the first.
  const spent = await customer.request.post("/api/v1/credits/consume", {
    data: { amount: 45, model: "nova-of-margins" },
  });
  expect(spent.status()).toBe(200);
  await context.close();

  await signedInAs(page, "admin@example.com");
  await page.goto("/admin");
  await page.getByRole("link", { name: "Margins" }).click();
  await expect(page).toHaveURL(/\/admin\/margins$/);
  await expect(
    page.getByRole("table", { name: "Margin by model" }).getByRole("row", { name: /nova-of-margins/ }),
  ).toHaveText(/45\D*None\D*Unknown\D*Unknown/);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const file = await (await page.request.get("/admin/margins/rows.csv")).text();
  expect(file).toContain("per,account,email,external_id,model,credits,currency,revenue,cost,cost_is_complete");
  expect(file).toContain(email);
  expect(file).toContain("model,,,,nova-of-margins,45,,,,false");
  await page.goto("/admin/margins?from=2020-01-01&to=2020-03-01");
  await expect(page.getByText("Nothing was spent in these days.")).toBeVisible();
  await expect(page.getByText("Showing the last 31 of your range.", { exact: false })).toBeVisible();
});
