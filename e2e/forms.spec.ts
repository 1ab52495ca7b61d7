import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { expectAccessible } from "./support/accessible";
import { expectCredits } from "./support/checkout";
import { endSessions } from "./support/connection";
import { enterPassword } from "./support/people";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

// What the browser says of the connections that these stories cut.
test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|ERR_FAILED|401 \(Unauthorized\)/] });

const actions = (page: Page) => {
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.headers()["next-action"]) sent.push(request.url());
  });
  return sent;
};

test("offline, a form keeps the page and its entries, says so in place, and sends them again", async ({
  page,
  context,
}) => {
  await newPerson(page);
  await page.goto("/settings");
  const form = page.locator("form", { has: page.getByLabel("Name", { exact: true }) }).first();
  await form.getByLabel("Name").fill("Ada Lovelace");
  await context.setOffline(true);
  await expect(page.getByRole("status", { name: "Connection" })).toContainText("You are offline.");
  await form.getByRole("button", { name: "Save name" }).click();
  await expect(form.getByRole("status")).toContainText("You are offline. Nothing you entered is lost.");
  await expect(form.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(form.getByRole("status")).toContainText("You are back online.");
  await form.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(form.getByRole("button", { name: "Save name" })).toBeFocused();
  await expect(form.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await page.reload();
  await expect(form.getByLabel("Name")).toHaveValue("Ada Lovelace");
});

test("a connection lost after the server acted keeps the text, and trying again does not charge again", async ({
  page,
}) => {
  await newPerson(page);
  await page.goto("/playground");
  const text = page.getByLabel("Your text");
  await text.fill("word ".repeat(250));
  let isLost = true;
  await page.route("**/playground", async (route) => {
    if (route.request().method() !== "POST" || !isLost) return route.continue();
    isLost = false;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await page.getByRole("button", { name: /^Run for/ }).click();
  await expect(page.getByText("The connection was lost before this was confirmed.")).toBeVisible();
  await expect(text).toHaveValue(/^word word/);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: "Result" }).getByText(/^Cost/)).toBeVisible();
  await expectCredits(page, 47);
});

test("a lost connection keeps a dialog open, where it can be confirmed again", { tag: "@full" }, async ({
  page,
  context,
}) => {
  await newPerson(page);
  await page.goto("/settings");
  await page
    .getByRole("region", { name: "Sessions" })
    .getByRole("button", { name: /^Sign out/ })
    .click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toBeVisible();
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(dialog.getByRole("status")).toContainText("You are offline.");
  await context.setOffline(false);
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/signin/);
});

test("a form submitted twice is sent once", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  await page.goto("/settings");
  await page.waitForLoadState("networkidle");
  const sent = actions(page);
  await page.getByLabel("Name", { exact: true }).fill("Grace");
  await page.getByLabel("Name", { exact: true }).evaluate((input: HTMLInputElement) => {
    input.form?.requestSubmit();
    input.form?.requestSubmit();
  });
  await expect(page.getByText("Saved.")).toBeVisible();
  expect(sent).toHaveLength(1);
});

test("an expired session leads back to the form with its entries, but never for another user", {
  tag: "@full",
}, async ({ page }) => {
  const email = await newPerson(page);
  await page.goto("/settings");
  const alerts = page.getByRole("region", { name: "Email notifications" });
  const fill = async () => {
    await alerts.getByLabel("Low-balance alert").fill("25");
    await alerts.getByRole("switch", { name: "Refills" }).click();
    await page.getByLabel("Current password").fill("not to be kept");
    await endSessions(email);
    await alerts.getByRole("button", { name: "Save email notifications" }).click();
    await page.waitForURL(/\/signin\?next=%2Fsettings/);
    expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain("not to be kept");
  };
  const before = await alerts.getByRole("switch", { name: "Refills" }).getAttribute("aria-checked");
  await fill();
  await enterPassword(page, email);
  await page.waitForURL(/\/settings/);
  await expect(alerts.getByText("Your entries are back")).toBeVisible();
  await expect(alerts.getByLabel("Low-balance alert")).toHaveValue("25");
  await expect(page.getByLabel("Current password")).toHaveValue("");
  await expect(alerts.getByRole("switch", { name: "Refills" })).not.toHaveAttribute("aria-checked", before ?? "");
  await alerts.getByRole("button", { name: "Save email notifications" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.reload();
  await fill();
  const other = await page.context().browser()?.newContext();
  const someoneElse = await newPerson((await other?.newPage()) ?? page);
  await other?.close();
  await enterPassword(page, someoneElse);
  await page.waitForURL(/\/settings/);
  await expect(alerts.getByLabel("Low-balance alert")).toHaveValue("");
  await expect(alerts.getByText("Your entries are back")).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a refused form shows its error and keeps what was typed, and an accepted one leads on", {
    tag: "@full",
  }, async ({ page }) => {
    await page.goto("/signin?next=/credits");
    await page.getByLabel("Email").fill("demo@example.com");
    await page.getByLabel("Password", { exact: true }).fill("not-the-password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.locator("main").getByRole("alert")).toBeVisible();
    await expect(page.getByLabel("Email")).toHaveValue("demo@example.com");
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL(/\/credits$/);
  });
});
