import { createPlan } from "../lib/catalog/create-plan";
import { database } from "../lib/db";
import { newPerson } from "./support/signed-in";
import { stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

test.use({ viewport: { width: 320, height: 700 } });

test("a long name and a long word of a plan fit a small phone, and pages show the plan at once", {
  tag: "@full",
}, async ({ page }) => {
  const plan = {
    key: "long",
    name: "Extraordinarilylargeenterprise",
    creditsPerMonth: 10,
    prices: { month: 99_900 },
    sortOrder: 90,
    features: ["w".repeat(110)],
  };
  await page.goto("/pricing");
  const services = { database: database(), stripe: stripeApi() };
  const made = await createPlan(services, { userId: null }, plan, new Date());
  if (!made.ok) throw new Error(made.reason);
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const path of ["/pricing", "/plans/long", "/docs/webhooks"]) {
    await page.goto(path);
    expect([path, await width()]).toEqual([path, 320]);
  }
  await page.goto("/pricing");
  await expect(page.getByRole("heading", { name: plan.name })).toBeVisible();
  await newPerson(page);
  for (const path of ["/pricing", "/buy?plan=long&by=month"]) {
    await page.goto(path);
    expect([path, await width()]).toEqual([path, 320]);
  }
  await database().prisma.plan.update({ where: { id: made.planId }, data: { archivedAt: new Date() } });
  // Changed by another process: the app may hear of it just after a request.
  await expect(async () => {
    await page.goto("/pricing");
    await expect(page.getByRole("heading", { name: plan.name })).toHaveCount(0, { timeout: 1_000 });
  }).toPass();
});
