import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { expectAccessible } from "./support/accessible";
import { givePassword, nextCode, signOut, turnOn } from "./support/second-factor";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("on a phone: set up two-step sign-in, and sign in with it, in both themes and down to 320 pixels", {
  tag: "@full",
}, async ({ page }) => {
  const email = await newPerson(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto("/settings/second-factor");
  const { secret } = await turnOn(page);
  await expect(page.getByRole("region", { name: "Two-step sign-in" })).toBeVisible();
  await expectAccessible(page);
  await signOut(page);
  await page.emulateMedia({ colorScheme: "light" });
  await givePassword(page, email, DEMO_PASSWORD);
  await expectAccessible(page);
  const code = page.getByLabel("Code", { exact: true });
  await expect(code).toHaveAttribute("inputmode", "numeric");
  await expect(code).toHaveAttribute("autocomplete", "one-time-code");
  await code.fill(nextCode(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/credits$/);
});
