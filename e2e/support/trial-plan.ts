import type { Page } from "@playwright/test";
import { signedInAs } from "./signed-in";
import { expect } from "./test";

/** As an admin: puts a plan on sale that starts with a trial of seven days and thirty credits, and costs $30 a month. */
export async function offerTrial(page: Page, name: string): Promise<void> {
  await signedInAs(page, "admin@example.com");
  await page.goto("/admin/plans/new");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Key").fill(name.toLowerCase());
  await page.getByLabel("Credits per month").fill("300");
  await page.getByLabel("Monthly price", { exact: true }).fill("30.00");
  await page.getByLabel("Days").fill("7");
  await page.getByLabel("Credits in the trial").fill("30");
  await page.getByRole("button", { name: "Create plan" }).click();
  await page.waitForURL(/\/admin\/plans\?saved=/);
}

/** On the admin's page of plans, or on the way to it: takes the plan off sale. */
export async function takeOffSale(page: Page, name: string): Promise<void> {
  await page.goto("/admin/plans");
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: `Archive ${name}` })
    .click();
  await expect(page.locator(`tr[data-plan="${name.toLowerCase()}"]`)).toContainText("Archived");
}
