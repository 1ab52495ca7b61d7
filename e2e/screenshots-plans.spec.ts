import type { Locator, Page } from "@playwright/test";
import { onPlan } from "./support/checkout";
import { spendAllBut, takeDialogPictures, takePictures, takePicturesOf } from "./support/pictures";
import { newPerson, signedInAs } from "./support/signed-in";
import { chargeWith } from "./support/stripe";
import { expect, test } from "./support/test";
import { moveTime } from "./support/time";

// As screenshots.spec.ts, of every state that a plan can be in.
test.describe.configure({ timeout: 600_000 });
test.use({ expectedErrors: [/status of 40/] });

const MAIN = ["/dashboard", "/credits", "/usage", "/billing"];
// What the dialogs of a plan are without JavaScript.
const UPGRADE = "/billing/change?price=refill_ultimate_month";
const DOWNGRADE = "/billing/change?price=refill_starter_month";
const YEARLY = "/billing/change?price=refill_pro_year";
const CHANGES = [UPGRADE, DOWNGRADE, YEARLY, "/billing/cancel"];

test("a plan, and the dialogs that change it", { tag: "@pictures" }, async ({ page }) => {
  await newPerson(page);
  await takePicturesOf(page, "free", ["/billing/cancel", "/billing/change", UPGRADE]);
  await onPlan(page, "Pro");
  await takePictures(page, "plan-success");
  await takePicturesOf(page, "plan", [...MAIN, "/pricing", ...CHANGES, "/billing/change?price=refill_pro_month"]);
  const cardNumber = page.frameLocator('iframe[title="Secure payment input frame"]').getByLabel("Card number");
  await takeDialog(page, "/pricing", /^Upgrade/, choice(page, /^Pay/), "plan-upgrade");
  await takeDialog(page, "/pricing", "Downgrade", choice(page, "Schedule the change"), "plan-downgrade");
  await takeDialog(page, "/billing", "Cancel plan", choice(page, "Cancel Pro"), "plan-cancel");
  await takeDialog(page, "/billing", "Update card", cardNumber, "plan-update-card");
});

test("a scheduled change, and a plan that ends", { tag: "@pictures" }, async ({ page }) => {
  await newPerson(page);
  await onPlan(page, "Pro");
  await page.goto("/pricing");
  await page.getByRole("button", { name: "Downgrade" }).click();
  await choice(page, "Schedule the change").click();
  await expect(page.getByText(/starts on .* Until then nothing changes/)).toBeVisible();
  await takePicturesOf(page, "scheduled", ["/dashboard", "/billing", "/pricing", ...CHANGES]);
  await page.goto("/billing");
  await page.getByRole("button", { name: "Keep Pro" }).click();
  await page.getByRole("button", { name: "Cancel plan" }).click();
  await choice(page, "Cancel Pro").click();
  await expect(page.getByText(/You can resume it until then/)).toBeVisible();
  await takePicturesOf(page, "ending", ["/dashboard", "/billing", "/pricing", ...CHANGES]);
  await page.goto("/billing");
  await page.getByRole("button", { name: "Resume Pro" }).click();
  await expect(page.getByRole("region", { name: "Plan" })).toContainText("Active");
});

test("a plan that is past due", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await onPlan(page, "Pro");
  await chargeWith(email, "pm_card_chargeCustomerFail");
  await page.goto("/billing");
  await renewalFails(page);
  await takePicturesOf(page, "past-due", [...MAIN, "/pricing", "/playground", UPGRADE, "/billing/cancel"]);
});

test("a plan whose renewal the bank asks to confirm", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await spendAllBut(page, 40);
  await chargeWith(email, "pm_card_authenticationRequired");
  await page.goto("/billing");
  await moveTime("+1month");
  await moveTime("+2h");
  await page.goto("/billing");
  await expect(page.getByText(/Your bank asks you to confirm the payment/)).toBeVisible();
  await takePicturesOf(page, "bank-asks", ["/dashboard", "/billing", "/pricing"]);
});

test("a trial", { tag: "@pictures" }, async ({ page }) => {
  await signedInAs(page, "admin@example.com");
  const prices = { month: 3000, year: null };
  const trial = {
    key: "explorer",
    name: "Explorer",
    creditsPerMonth: 300,
    currency: "usd",
    prices,
    trialDays: 7,
    trialCredits: 30,
  };
  const { plan } = await (await page.request.post("/api/v1/admin/plans", { data: trial })).json();
  await newPerson(page);
  await takePicturesOf(page, "trial-offered", ["/pricing"]);
  await onPlan(page, "Explorer");
  await takePictures(page, "trial-success");
  await takePicturesOf(page, "trial", [...MAIN, "/pricing", UPGRADE, "/billing/cancel"]);
  await page.goto("/billing");
  await page
    .getByRole("button", { name: /^Cancel/ })
    .first()
    .click();
  await choice(page, /^Cancel Explorer/).click();
  await expect(page.getByRole("button", { name: "Resume Explorer" })).toBeVisible();
  await takePicturesOf(page, "trial-ending", ["/dashboard", "/billing", "/pricing"]);

  await newPerson(page);
  await onPlan(page, "Explorer");
  await takePictures(page, "trial-refused");
  await takePicturesOf(page, "trial-refused", ["/dashboard", "/billing"]);
  await signedInAs(page, "admin@example.com");
  await page.request.patch(`/api/v1/admin/plans/${plan.id}`, { data: { archived: true } });
});

function choice(page: Page, name: string | RegExp): Locator {
  return page.getByRole("alertdialog").getByRole("button", { name });
}

async function renewalFails(page: Page): Promise<void> {
  await moveTime("+1month");
  await moveTime("+2h");
  await expect(page.getByText(/The last payment of .* failed/)).toBeVisible();
}

/** Opens the dialog behind a button and takes its pictures once it shows `ready`. */
async function takeDialog(page: Page, path: string, button: string | RegExp, ready: Locator, name: string) {
  await takeDialogPictures(page, name, async () => {
    await page.goto(path);
    await page.getByRole("button", { name: button }).first().click();
    await expect(ready).toBeVisible();
  });
}
