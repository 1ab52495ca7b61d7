import { expectAccessible } from "./support/accessible";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("an API key is created with its scopes, shown once, works, shows its use, and stops when it is revoked", async ({
  page,
  playwright,
  baseURL,
}) => {
  await newPerson(page);
  await page.goto("/settings#api-keys");
  const card = page.getByRole("region", { name: "API keys" });
  await expect(card.getByText("You have no API keys.")).toBeVisible();
  await card.getByRole("button", { name: "Create key" }).click();
  await expect(card.getByLabel("Key name")).toBeFocused();
  await card.getByLabel("Key name").fill("Build server");
  await card.getByLabel("Spend credits").uncheck();
  await card.getByRole("button", { name: "Create key" }).click();
  const key = await card.getByLabel("API key", { exact: true }).inputValue();
  expect(key).toMatch(/^rk_[a-z0-9]{8}_/);
  const row = card.getByRole("list", { name: "Your keys" }).getByRole("listitem");
  await expect(row).toContainText("Build server");
  await expect(row).toContainText("Never used");
  await expect(row).not.toContainText("Spend credits");
  await expectAccessible(page);

  const program = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  expect((await program.get("/api/v1/credits")).status()).toBe(200);
  const spend = { headers: { "idempotency-key": "a-key-1" }, data: { amount: 1 } };
  expect((await program.post("/api/v1/credits/consume", spend)).status()).toBe(404);
  await page.reload();
  await expect(page.getByText(key)).toHaveCount(0);
  await expect(card.getByLabel("API key", { exact: true })).toHaveCount(0);
  await expect(row).toContainText("Last used");

  await row.getByRole("button", { name: "Revoke Build server" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toHaveCount(0);
  await expect(card.getByText("1 revoked key")).toBeVisible();
  await expect(async () => expect((await program.get("/api/v1/credits")).status()).toBe(401)).toPass();
  await program.dispose();
});
