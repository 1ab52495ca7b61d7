import { randomUUID } from "node:crypto";
import { database } from "../lib/db";
import { expectAccessible } from "./support/accessible";
import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

const ADMIN = "admin@example.com";

test.describe("the search box", () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test("finds users and pages from the keyboard, and never shows an answer to an earlier text", {
    tag: "@full",
  }, async ({ browser, page }) => {
    const context = await browser.newContext();
    const email = await newPerson(await context.newPage());
    await context.close();

    await signedInAs(page, ADMIN);
    await page.goto("/admin/jobs");
    await page.getByRole("button", { name: "Search" }).focus();
    const box = page.getByRole("combobox", { name: /^Search users/ });
    // Nothing listens before the page's scripts have started.
    await expect(async () => {
      await page.keyboard.press("Control+k");
      await expect(box).toBeFocused({ timeout: 5_000 });
    }).toPass();
    await expectAccessible(page);
    await box.fill("aud");
    await expect(page.getByRole("option", { name: "Audit log" })).toHaveAttribute("data-highlighted", "");

    await box.fill(email);
    await expect(page.getByRole("option", { name: email, exact: true })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "result" })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: email })).toBeVisible();
    await expect(box).toHaveCount(0);

    await page.keyboard.press("Control+k");
    let release: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/admin\/search\?q=person/, async (route) => {
      await slow;
      await route.continue().catch(() => undefined);
    });
    const asked = page.waitForRequest(/\/admin\/search\?q=person/);
    await box.fill("person");
    await asked;
    await page.route(/\/admin\/search\?q=rk_/, (route) => route.abort());
    const [failing] = await Promise.all([
      page.waitForRequest(/\/admin\/search\?q=rk_/),
      box.fill("rk_abcdefgh_a-secret"),
    ]);
    expect(failing.url()).not.toContain("secret");
    await expect(page.getByText("The search failed.")).toBeVisible();
    release?.();
    await page.unroute(/\/admin\/search\?q=rk_/);
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByText("Nothing was found.")).toBeVisible();
    await expect(page.getByRole("option", { name: email, exact: true })).toHaveCount(0);
    await box.focus();
    await page.keyboard.press("Escape");
    await expect(box).toHaveCount(0);
  });
});

test("what needs a person is counted beside its section and listed on the overview, and its list becomes a saved view", {
  tag: "@full",
}, async ({ page }) => {
  const id = `evt_${randomUUID().replaceAll("-", "")}`;
  const at = new Date();
  await database().prisma.webhookEvent.create({
    data: {
      id,
      type: "invoice.paid",
      payload: {},
      status: "FAILED",
      occurredAt: at,
      receivedAt: at,
      outcome: "Broken.",
    },
  });
  await signedInAs(page, ADMIN);
  await page.goto("/admin");
  await expect(page.getByRole("link", { name: /^Webhooks \d+ to look at$/ })).toBeVisible();
  await page
    .getByRole("region", { name: "Needs attention" })
    .getByRole("link", { name: /webhook events? failed/ })
    .click();
  await expect(page).toHaveURL(/\/admin\/webhooks\?status=FAILED$/);

  const name = `Broken ${id.slice(-6)}`;
  const views = page.getByRole("navigation", { name: "Saved views" });
  await views.getByRole("button", { name: "Save view" }).click();
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(views.getByRole("link", { name })).toHaveAttribute("aria-current", "true");

  await page.goto("/admin/webhooks");
  await views.getByRole("link", { name }).click();
  await expect(page).toHaveURL(/status=FAILED/);
  await views.getByRole("button", { name: "Edit view" }).click();
  await page.getByLabel("Name").fill(`${name} now`);
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(views.getByRole("link", { name: `${name} now` })).toBeVisible();
  await views.getByRole("button", { name: "Edit view" }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete view" }).click();
  await expect(views.getByRole("link", { name: `${name} now` })).toHaveCount(0);
  await database().prisma.webhookEvent.delete({ where: { id } });
});
