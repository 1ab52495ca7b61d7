import { newPerson, signedInAs } from "./support/signed-in";
import { expect, test } from "./support/test";

// The refused change.
test.use({ expectedErrors: [/403 \(Forbidden\).*\/settings/] });

test("an admin views the app as a user, changes nothing, and is themselves again", { tag: "@full" }, async ({
  browser,
  page,
}) => {
  const context = await browser.newContext();
  const email = await newPerson(await context.newPage());
  await context.close();

  await signedInAs(page, "admin@example.com");
  await page.goto(`/admin/users?search=${encodeURIComponent(email)}`);
  await page.getByRole("link", { name: email }).click();
  await page.getByLabel("Reason for viewing").fill("They cannot find their credits");
  await page.getByRole("button", { name: "View as the user" }).click();
  await page.waitForURL("/dashboard");
  const banner = page.getByRole("complementary", { name: "View as a user" });
  await expect(banner).toContainText(`You view the app as ${email}`);

  await page.goto("/settings");
  await expect(banner).toBeVisible();
  await expect(page.getByRole("region", { name: "Sessions" })).toHaveCount(0);
  await page.getByLabel("Name", { exact: true }).fill("Changed by the admin");
  await page.getByRole("button", { name: "Save name" }).click();
  await page.waitForURL("/view-only");
  await expect(page.getByRole("heading", { name: "Nothing was changed" })).toBeVisible();
  await page.goto("/settings");
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
  expect((await page.request.get("/admin")).status()).toBe(404);
  expect((await page.request.get("/outbox", { maxRedirects: 0 })).headers().location).toBe("/view-only");

  await banner.getByRole("button", { name: "Stop viewing" }).click();
  await page.waitForURL(/\/admin\/users\/[0-9a-f-]{36}$/);
  await expect(banner).toHaveCount(0);
  const log = page.getByRole("region", { name: "Sign-ins and changes" });
  await expect(log.locator('tr[data-action="user.view_started"]')).toContainText("They cannot find their credits");
  await expect(log.locator('tr[data-action="user.view_ended"]')).toBeVisible();
});
