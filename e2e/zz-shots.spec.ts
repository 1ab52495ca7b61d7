import { buyPack } from "./support/checkout";
import { signUp } from "./support/people";
import { expect, test } from "./support/test";

test("shots", async ({ page }) => {
  test.setTimeout(120_000);
  await signUp(page);
  await page.goto("/settings");
  await page.screenshot({ path: "/tmp/shot-settings-none.png", fullPage: true });
  await buyPack(page, "500 credits");
  await expect(async () => {
    await page.goto("/credits");
    await expect(page.getByRole("button", { name: /^Buy with visa/ }).first()).toBeVisible({ timeout: 2000 });
  }).toPass();
  for (const [name, width, scheme] of [
    ["wide", 1440, "light"],
    ["phone", 390, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of ["credits", "settings"]) {
      await page.goto(`/${path}`);
      await page.waitForTimeout(800);
      await page.screenshot({ path: `/tmp/shot-${path}-${name}.png`, fullPage: true });
    }
  }
  await page.getByRole("button", { name: "Save auto top-up" }).click();
});
