import { expectCredits, onPlan, subscribe } from "./support/checkout";
import { newPerson, signedInAs } from "./support/signed-in";
import { stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

const ADMIN = "admin@example.com";

test("an admin raises a plan's credits: balances do not change, and new buyers get the new version", async ({
  browser,
  page,
}) => {
  const before = await browser.newContext();
  const early = await before.newPage();
  await newPerson(early);
  await onPlan(early, "Creator");
  await expectCredits(early, 1_000);

  await signedInAs(page, ADMIN);
  await page.goto("/admin/plans");
  const row = page.locator('tr[data-plan="creator"]');
  await page.getByRole("button", { name: "Actions for Creator" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await page.getByLabel("Credits per month").fill("1200");
  await page.getByRole("button", { name: "Review changes" }).click();
  const changes = page.getByRole("region", { name: "What changes" });
  await expect(changes.locator('tr[data-field="creditsPerMonth"]')).toContainText("1,0001,200");
  await expect(changes).toContainText(/subscribers? stays? on version 1, which they bought/);
  await page.getByRole("button", { name: /Save as version 2/ }).click();
  await page.waitForURL(/\/admin\/plans\?saved=/);
  await expect(row).toContainText("version 2");
  await expect(row).toContainText("1,200");

  await early.reload();
  await expectCredits(early, 1_000);
  await before.close();

  const after = await browser.newContext();
  const late = await after.newPage();
  await newPerson(late);
  await subscribe(late, "Creator");
  await expectCredits(late, 1_200);
  await after.close();
});

test("an admin creates a plan and a pack, which go on sale immediately, and archives them, which takes them off sale", {
  tag: "@full",
}, async ({ page }) => {
  await signedInAs(page, ADMIN);
  await page.goto("/admin/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Studio");
  await page.getByLabel("Key").fill("studio");
  await page.getByLabel("Credits per month").fill("700");
  await page.getByLabel("Monthly price", { exact: true }).fill("59.00");
  await page.getByRole("button", { name: "Create plan" }).click();
  await page.waitForURL(/\/admin\/plans\?saved=/);
  const row = page.locator('tr[data-plan="studio"]');
  await expect(row).toContainText("$59.00");

  await stripeApi().products.update("refill_plan_studio", { name: "Studio II" });
  await page.goto("/admin/plans");
  await page.getByRole("button", { name: "Compare with Stripe" }).click();
  await expect(row).toContainText("Differs");
  await page.getByRole("button", { name: "Push all to Stripe" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(/ will be changed in Stripe:/);
  await expect(dialog).toContainText("Update the product Studio: name Studio II becomes Studio.");
  await dialog.getByRole("button", { name: "Push to Stripe" }).click();
  await expect(row).toContainText("In sync");

  await page.goto("/pricing");
  await page.getByRole("link", { name: /^Monthly/ }).click();
  await expect(page.getByRole("article", { name: "Studio" })).toContainText("700 credits");

  await page.goto("/admin/plans");
  await page.getByRole("button", { name: "Actions for Studio" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive Studio" }).click();
  await expect(row).toContainText("Archived");
  await page.goto("/pricing");
  await expect(page.getByRole("article", { name: "Studio" })).toHaveCount(0);
});

test("a plan in yen is sold at the entered amount, and an amount with decimals is refused with what to enter", {
  tag: "@full",
}, async ({ page }) => {
  await signedInAs(page, ADMIN);
  await page.goto("/admin/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Kyoto");
  await page.getByLabel("Key").fill("kyoto");
  await page.getByLabel("Credits per month").fill("700");
  await page.getByLabel("Monthly price", { exact: true }).fill("2000.00");
  await page.getByLabel("Currency").fill("jpy");
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByText("JPY has no decimals: enter 2000.")).toBeVisible();
  await page.getByLabel("Monthly price", { exact: true }).fill("2000");
  await page.getByRole("button", { name: "Create plan" }).click();
  await page.waitForURL(/\/admin\/plans\?saved=/);
  await expect(page.locator('tr[data-plan="kyoto"]')).toContainText("¥2,000");
  const prices = await stripeApi().prices.list({ lookup_keys: ["refill_kyoto_month"] });
  expect(prices.data).toMatchObject([{ unit_amount: 2_000, currency: "jpy" }]);

  await page.getByRole("button", { name: "Actions for Kyoto" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive Kyoto" }).click();
  await expect(page.locator('tr[data-plan="kyoto"]')).toContainText("Archived");
});

test("invalid values are refused beside their fields, and the input is kept", { tag: "@full" }, async ({ page }) => {
  await signedInAs(page, ADMIN);
  await page.goto("/admin/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Wrong");
  await page.getByLabel("Key").fill("Not A Key");
  await page.getByLabel("Credits per month").fill("12");
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByText(/Use lower-case letters/)).toBeVisible();
  await expect(page.getByText(/Enter a monthly price, a yearly price, or both/)).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Wrong");
  await page.getByLabel("Credits per month").fill("1.5");
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByText(/Enter a whole number/)).toBeVisible();
});

test.describe("everyone else", () => {
  test.use({ expectedErrors: [/404/] });

  test("gets 'not found' at /admin, and cannot call its actions", { tag: "@full" }, async ({ browser, page }) => {
    await signedInAs(page, ADMIN);
    await page.goto("/admin/plans/packs/new");
    await page.getByLabel("Name", { exact: true }).fill("Sneaky");
    await page.getByLabel("Key").fill("sneaky");
    await page.getByLabel("Credits", { exact: true }).fill("100");
    await page.getByLabel("Price").fill("1.00");
    const [call] = await Promise.all([
      page.waitForRequest((request) => request.method() === "POST" && Boolean(request.headers()["next-action"])),
      page.getByRole("button", { name: "Create pack" }).click(),
    ]);
    await page.waitForURL(/\/admin\/plans\?saved=/);

    const context = await browser.newContext();
    const stranger = await context.newPage();
    for (const path of ["/admin/plans", "/admin/plans/new"]) {
      expect((await stranger.goto(path))?.status(), `${path} signed out`).toBe(404);
    }
    await newPerson(stranger);
    for (const path of [
      "/admin",
      "/admin/margins",
      "/admin/margins/rows.csv",
      "/admin/metrics/mrr",
      "/admin/metrics/mrr/rows.csv",
      "/admin/plans",
      "/admin/plans/new",
      "/admin/plans/packs/new",
      "/admin/plans/features",
      "/admin/promo-codes",
      "/admin/payments",
      "/admin/webhooks",
      "/admin/webhook-endpoints",
      "/admin/jobs",
      "/admin/rate-card",
      "/admin/rate-card/new",
      "/admin/health",
      "/admin/search?q=admin",
    ]) {
      expect((await stranger.goto(path))?.status(), path).toBe(404);
      // A file that is not there has no title.
      expect(["", "Not found · Refill"], path).toContain(await stranger.title());
    }
    const { "next-action": action = "", "content-type": type = "" } = call.headers();
    const body = (call.postDataBuffer() ?? Buffer.alloc(0)).toString("latin1").replaceAll("sneaky", "thieve");
    const answer = await stranger.request.post("/admin/plans/packs/new", {
      headers: { "next-action": action, "content-type": type, origin: new URL(stranger.url()).origin },
      data: Buffer.from(body, "latin1"),
    });
    expect(answer.status()).toBe(404);
    const plans = await (await stranger.request.get("/api/v1/plans")).json();
    const keys = plans.packs.map((pack: { key: string }) => pack.key);
    expect(keys).toContain("sneaky");
    expect(keys).not.toContain("thieve");
    await context.close();
  });
});

test("an invalid plan shows all errors at once, keeps the input, and sells nothing", { tag: "@full" }, async ({
  page,
}) => {
  await signedInAs(page, ADMIN);
  await page.goto("/admin/plans/new");
  await page.getByLabel("Name", { exact: true }).fill("Odd");
  await page.getByLabel("Key").fill("Odd Key");
  await page.getByRole("switch", { name: "Mark as recommended" }).click();
  await page.getByLabel("Monthly price", { exact: true }).fill("abc");
  await page.getByLabel("Days").fill("900");
  await page.getByLabel("Workflows", { exact: true }).fill("a few");
  await page.getByRole("button", { name: "Create plan" }).click();
  for (const complaint of [
    /^Use lower-case letters/,
    /^Enter a number of credits/,
    /^Enter an amount/,
    /^Stripe allows at most 730/,
    /^Enter a whole number, or unlimited/,
  ]) {
    await expect(page.getByText(complaint)).toBeVisible();
  }
  await expect(page.getByLabel("Key")).toBeFocused();

  await page.getByLabel("Key").fill("odd");
  await page.getByLabel("Credits per month").fill("90");
  await page.getByLabel("Monthly price", { exact: true }).fill("");
  await page.getByLabel("Days").fill("0");
  await page.getByLabel("Workflows", { exact: true }).fill("2");
  await expect(page.getByText("The card says: 2 workflows")).toBeVisible();
  await page.getByRole("button", { name: "Create plan" }).click();
  await expect(page.getByText("Enter a monthly price, a yearly price, or both.")).toBeVisible();
  await page.getByLabel("Monthly price", { exact: true }).fill("9");
  await page.getByRole("button", { name: "Create plan" }).click();
  await page.waitForURL(/\/admin\/plans\?saved=/);
  await expect(page.locator('tr[data-plan="odd"]')).toContainText("Recommended");

  await page.getByRole("button", { name: "Actions for Odd" }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive Odd" }).click();
  await expect(page.locator('tr[data-plan="odd"]')).toContainText("Archived");
});
