import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessible";
import { spendInPlayground, subscribe } from "./support/checkout";
import { signIn, signUp } from "./support/people";
import { expect, test } from "./support/test";

const PUBLIC = [
  "/",
  "/pricing",
  "/signin",
  "/signup",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/docs/api",
];
const ACCOUNT = [
  "/dashboard",
  "/credits",
  "/billing",
  "/billing/cancelled",
  "/billing/card-updated",
  "/playground",
  "/settings",
];
const ADMIN = ["/admin/plans", "/admin/plans/new", "/admin/plans/packs/new", "/admin/promo-codes"];

/** No accessibility violations, and no horizontal scrolling. */
async function expectSound(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expectAccessible(page);
}

// Each theme at one width: the components are the same, and the suite stays fast.
for (const [colorScheme, width] of [
  ["light", 1440],
  ["dark", 360],
] as const) {
  test.describe(`at ${width} px, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } });

    test("every page is accessible and fits", async ({ page }) => {
      test.setTimeout(180_000);
      for (const path of PUBLIC) await expectSound(page, path);
      await signUp(page);
      for (const path of ACCOUNT) await expectSound(page, path);
      await subscribe(page, "Starter");
      await expectSound(page, page.url());
      await spendInPlayground(page, 250);
      for (const path of ["/dashboard", "/credits", "/billing", "/pricing", "/settings"]) await expectSound(page, path);
    });

    test("every admin page is accessible and fits", async ({ page }) => {
      test.setTimeout(120_000);
      await signIn(page, "admin@example.com");
      for (const path of ADMIN) await expectSound(page, path);
    });
  });
}
