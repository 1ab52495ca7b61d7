import { DEMO_PASSWORD, DEMO_USERS } from "../dev/demo-accounts";
import { makeMonth } from "../dev/year/month";
import { now } from "../lib/clock";
import { DAY_MS } from "../lib/time";
import { buyPack, expectCredits } from "./support/checkout";
import { adminPaths, spendAllBut, takePictures, takePicturesOf } from "./support/pictures";
import { newPerson, signedInAs } from "./support/signed-in";
import { bank, newestPayment } from "./support/stripe";
import { expect, test } from "./support/test";

// Pictures of every page, to be looked at: npm run test:e2e -- screenshots.spec.ts leaves them in test-results/pictures.
test.describe.configure({ timeout: 600_000 });
test.use({ expectedErrors: [/status of 40/] });

const PUBLIC = [
  "/",
  "/pricing",
  "/pricing?by=year",
  "/plans/pro",
  "/calculator",
  "/docs",
  "/docs/quick-start",
  "/docs/lots",
  "/docs/webhooks",
  "/docs/errors",
  "/docs/search?q=hold",
  "/docs/search?q=nothinglikethis",
  "/signin",
  "/signin?next=/credits",
  "/signup",
  "/signup?next=/buy",
  "/forgot-password",
  "/reset-password",
  "/verify-email",
  "/goodbye",
  "/offline",
  "/not-a-page",
];
const ACCOUNT = [
  "/dashboard",
  "/credits",
  "/credits/explain",
  "/credits/entries/5",
  "/usage",
  "/usage?range=month",
  "/billing",
  "/settings",
  "/settings/second-factor",
  "/settings/delete-account",
  "/playground",
  "/outbox",
  "/billing/cancelled?next=%2Fcredits",
  "/billing/card-updated",
  "/billing/change",
  "/buy?pack=none",
  "/checkout",
];
const MAIN = ["/dashboard", "/credits", "/usage", "/billing"];
const ADMIN = [
  "/admin",
  "/admin/metrics/money",
  "/admin/users",
  "/admin/payments",
  "/admin/plans",
  "/admin/plans/new",
  "/admin/plans/packs/new",
  "/admin/plans/features",
  "/admin/promo-codes",
  "/admin/rate-card",
  "/admin/rate-card/new",
  "/admin/webhooks",
  "/admin/webhook-endpoints",
  "/admin/jobs",
  "/admin/health",
  "/admin/audit",
];

test("public pages", { tag: "@pictures" }, async ({ page }) => {
  await takePicturesOf(page, "", PUBLIC);
  await page.goto("/signin");
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await takePictures(page, "signin-refused");
});

test("an account with a month of use, and the admin's pages about it", { tag: "@pictures" }, async ({ page }) => {
  const [{ email }] = DEMO_USERS;
  const to = new Date((await now()).getTime() + 30 * DAY_MS);
  await makeMonth({ stripeUrl: process.env.STRIPE_API_BASE ?? "", password: DEMO_PASSWORD, email, to });
  await signedInAs(page, email);
  await takePicturesOf(page, "month", ACCOUNT);
  await page.goto("/dashboard");
  await page.getByRole("button", { name: /Account menu/ }).click();
  await takePictures(page, "month-menu");
  await page.goto("/dashboard");
  await page.getByTestId("balance-pill").click();
  await takePictures(page, "month-pill");
  await signedInAs(page, "admin@example.com");
  await takePicturesOf(page, "", [...ADMIN, ...(await adminPaths())]);
});

test("states of the credits", { tag: "@pictures" }, async ({ page }) => {
  const email = await newPerson(page);
  await takePicturesOf(page, "empty", [...MAIN, "/playground", "/settings"]);
  await page.goto("/playground");
  await page.getByRole("button", { name: "Use a sample" }).click();
  await page.getByRole("button", { name: /^Run for/ }).click();
  await expect(page.getByRole("region", { name: "Result" }).getByText(/^Cost/)).toBeVisible();
  await takePictures(page, "playground-result");
  await spendAllBut(page, 3);
  await takePicturesOf(page, "low", ["/dashboard"]);
  await spendAllBut(page, 0);
  await takePicturesOf(page, "spent", [...MAIN, "/playground"]);
  await buyPack(page, "500 credits");
  await takePictures(page, "pack-success");
  await spendAllBut(page, 480);
  const { id } = await newestPayment(email);
  await bank("disputes/open", { charge: id });
  await expectCredits(page, 0);
  await takePicturesOf(page, "frozen", MAIN);
  await page.goto("/credits");
  await bank(`disputes/${id}/lose`);
  await expect(page.getByText(/20 credits are owed/).first()).toBeVisible();
  await takePicturesOf(page, "debt", MAIN);
});
