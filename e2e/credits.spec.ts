import { expectAccessible } from "./support/accessible";
import { buyPack, spendInPlayground } from "./support/checkout";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("every number of the history opens: a run, an entry with its credits, and the whole balance", async ({ page }) => {
  await newPerson(page);
  for (let n = 0; n < 4; n++) {
    const data = { amount: 1, description: "Summary" };
    expect((await page.request.post("/api/v1/credits/consume", { data })).status()).toBe(200);
  }
  const held = await page.request.post("/api/v1/credits/holds", { data: { amount: 6, description: "A report" } });
  expect(held.status()).toBe(201);

  await page.goto("/credits");
  await expect(page.getByRole("region", { name: "Holds" })).toContainText("A report");
  const history = page.getByRole("region", { name: "History" });
  await expect(history.locator("tbody tr")).toHaveCount(2);
  await history.getByText("4 × Summary").click();
  const spends = history.getByRole("listitem");
  await expect(spends).toHaveCount(4);
  await expectAccessible(page);

  await spends.first().getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1, name: "Summary" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Details" })).toContainText("47 → 46");
  await page.getByRole("region", { name: "Credits" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/credits\/explain#lot-/);
  await expect(page.getByTestId("explained-balance")).toHaveText("46");
  await expect(page.getByRole("row", { name: /^Held for work in progress/ })).toContainText("−6");
  await expect(page.getByTestId("explained-available")).toHaveText("40");
  await expectAccessible(page);
});

test("work that failed is in the history as not charged, between what was", async ({ page }) => {
  await newPerson(page);
  const spend = async (description: string) => {
    const response = await page.request.post("/api/v1/credits/consume", { data: { amount: 1, description } });
    expect(response.status()).toBe(200);
  };
  await spend("First");
  const placed = await page.request.post("/api/v1/credits/holds", { data: { amount: 6, description: "A report" } });
  const { id } = (await placed.json()) as { id: string };
  expect((await page.request.post(`/api/v1/credits/holds/${id}/release`)).status()).toBe(200);
  await spend("Second");

  await page.goto("/credits");
  const rows = page.getByRole("region", { name: "History" }).locator("tbody tr");
  await expect(rows.nth(0)).toContainText("Second");
  await expect(rows.nth(1)).toContainText("A report");
  await expect(rows.nth(1)).toContainText("Not charged · 6 credits held");
  await expect(rows.nth(2)).toContainText("First");
  await expectAccessible(page);
});

test("a pack's entry shows its payment and receipt, on paper too", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await buyPack(page, "500 credits");
  await page.goto("/credits");
  const row = page.locator('tr[data-entry="GRANT"]').first();
  await expect(row).toContainText(/\$60/);
  await row.getByRole("link", { name: "500 credits" }).click();
  await expect(page.getByRole("region", { name: "Payment" }).getByRole("link", { name: /^Receipt/ })).toBeVisible();

  await page.goto("/billing");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("table", { name: "Payments" })).toBeVisible();
  await expect(page.getByRole("banner").first()).toBeHidden();
});

test("a new user's first steps are ticked by what they did, and can be hidden", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  const steps = page.getByRole("region", { name: "First steps" });
  await expect(steps.locator('[data-done="true"]')).toHaveCount(0);
  await spendInPlayground(page, 100);
  await page.goto("/dashboard");
  await expect(steps.locator('[data-step="spend"]')).toHaveAttribute("data-done", "true");
  await steps.getByRole("button", { name: /^Hide/ }).click();
  await expect(steps).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("region", { name: "Recent activity" })).toBeVisible();
  await expect(steps).toHaveCount(0);
});
