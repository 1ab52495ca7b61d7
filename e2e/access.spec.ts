import { DEMO_PASSWORD } from "../dev/demo-accounts";
import { newEmail, signUp } from "./support/people";
import { newPerson } from "./support/signed-in";
import { expect, test } from "./support/test";

test("signing out, being redirected to sign in, and returning to the requested page", async ({ page }) => {
  const email = await signUp(page);
  await page.getByRole("button", { name: /Account menu/ }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  await page.goto("/credits");
  await page.waitForURL(/\/signin\?next=/);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/credits$/);
});

test("a wrong password and an unknown address show the same error", { tag: "@full" }, async ({ page }) => {
  const said: string[] = [];
  for (const email of ["demo@example.com", newEmail()]) {
    await page.goto("/signin");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not-the-password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    said.push((await page.locator("main").getByRole("alert").first().textContent()) ?? "");
    await expect(page.getByLabel("Email")).toHaveValue(email);
  }
  expect(said[0]).toBeTruthy();
  expect(said[1]).toBe(said[0]);
});

test("sign-in does not redirect to another site", { tag: "@full" }, async ({ page }) => {
  await page.goto("/signin?next=https://evil.example/");
  await page.getByLabel("Email").fill("demo@example.com");
  await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/localhost:\d+\/dashboard/);
});

test("a spend through the API shows in the navbar without a reload", async ({ page }) => {
  await newPerson(page);
  await page.goto("/dashboard");
  const pill = page.getByTestId("balance-pill");
  await expect(pill).toHaveAccessibleName(/^50 credits/);
  const spent = await page.request.post("/api/v1/credits/consume", { data: { amount: 7 } });
  expect(spent.status()).toBe(200);
  await expect(pill).toHaveAccessibleName(/^43 credits/, { timeout: 6_000 });
});

test("fifty parallel callers on a balance of twenty get exactly twenty spends", { tag: "@full" }, async ({ page }) => {
  await newPerson(page);
  const consume = (amount: number) => page.request.post("/api/v1/credits/consume", { data: { amount } });
  expect((await consume(30)).status()).toBe(200);
  const answers = await Promise.all(Array.from({ length: 50 }, () => consume(1)));
  const statuses = answers.map((answer) => answer.status());
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 402)).toHaveLength(30);
  const balance = await (await page.request.get("/api/v1/credits")).json();
  expect(balance).toMatchObject({ balance: 0, available: 0, held: 0 });
});
