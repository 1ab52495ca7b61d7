import { readFile } from "node:fs/promises";
import { unzipSync } from "fflate";
import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { isFullRun } from "../dev/testing/budget";
import { expectAccessible } from "./support/accessible";
import { buyPack, expectCredits, onPlan } from "./support/checkout";
import { signUp } from "./support/people";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

const screens = [
  { name: "desktop", viewport: { width: 1440, height: 900 } },
  { name: "phone", viewport: { width: 390, height: 844 } },
];

for (const { name, viewport } of screens.filter(({ name }) => isFullRun || name === "desktop")) {
  test.describe(name, () => {
    test.use({ viewport });

    test("all stored data is exported as a zip", { tag: "@full" }, async ({ page }) => {
      const email = await newPerson(page);
      await page.goto("/settings");
      await expectAccessible(page);
      const download = page.waitForEvent("download");
      await page.getByRole("region", { name: "Your data" }).getByRole("link", { name: "Export" }).click();
      const file = await download;
      expect(file.suggestedFilename()).toMatch(/^refill-export-\d{4}-\d\d-\d\d\.zip$/);
      const files = unzipSync(await readFile(await file.path()));
      const text = (entry: string) => new TextDecoder().decode(files[entry]);
      expect(JSON.parse(text("profile.json"))).toMatchObject([{ email }]);
      expect(text("ledger-entries.csv")).toContain("seq,type,amount");
    });

    test("an account with a plan and a pack is deleted, and its address can be used again", { tag: "@full" }, async ({
      page,
    }) => {
      test.setTimeout(120_000);
      const email = await newPerson(page);
      await onPlan(page, "Starter");
      await buyPack(page, "500 credits");
      await expectCredits(page, 700);

      await page.goto("/settings");
      await page.getByRole("region", { name: "Delete account" }).getByRole("link", { name: "Delete account" }).click();
      const card = page.getByRole("region", { name: "What happens" });
      await expect(card).toContainText("Starter is canceled immediately.");
      await expect(card).toContainText("the rest is not refunded");
      await expect(card).toContainText("You lose 700 credits");
      await expectAccessible(page);

      await card.getByLabel("Your email address").fill("somebody@example.com");
      await card.getByRole("button", { name: "Delete my account" }).click();
      await expect(card.getByRole("alert")).toContainText(`Type ${email} to confirm.`);
      await card.getByLabel("Your email address").fill(email);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/goodbye");
      await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
      await expectAccessible(page);

      await page.goto("/dashboard");
      await page.waitForURL(/\/signin/);
      await page.getByLabel("Email").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(page.getByText(/do not match/)).toBeVisible();

      await expect(async () => {
        await signUp(page, email);
      }).toPass({ timeout: 30_000 });
      await expectCredits(page, 0);
    });
  });
}
