import { createPlan } from "../lib/catalog/create-plan";
import { database } from "../lib/db";
import { signedInAs } from "./support/signed-in";
import { stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

test("an admin links a price that exists in Stripe to a plan, after a check that says what does not fit", {
  tag: "@full",
}, async ({ page }) => {
  const stripe = stripeApi();
  const offer = { key: "linked", name: "Linked", creditsPerMonth: 10, prices: { month: 4_200 }, sortOrder: 90 };
  const plan = await createPlan({ database: database(), stripe }, { userId: null }, offer, new Date());
  if (!plan.ok) throw new Error(plan.reason);
  const product = (await stripe.products.create({ name: "Old Linked" })).id;
  const price = async (unit_amount: number) =>
    (await stripe.prices.create({ product, unit_amount, currency: "usd", recurring: { interval: "month" } })).id;
  const [wrong, right] = [await price(4_000), await price(4_200)];

  await signedInAs(page, "admin@example.com");
  await page.goto(`/admin/plans/${plan.planId}`);
  const field = page.getByLabel("Link an existing Stripe price");
  await field.fill(wrong);
  await page.getByRole("button", { name: "Check price" }).click();
  await expect(page.getByText(`${wrong} charges $40.00, but the plan linked costs $42.00.`)).toBeVisible();
  await field.fill(right);
  await field.press("Enter");
  await expect(page.getByText(`$42.00 of Old Linked (${right}) fits.`)).toBeVisible();
  await page.getByRole("button", { name: "Link this price" }).click();
  await expect(page.getByText(`$42.00 of Old Linked (${right}) is linked and on sale.`)).toBeVisible();
  const linked = await database().prisma.price.findUnique({ where: { stripePriceId: right } });
  expect(linked).toMatchObject({ isAdopted: true, amountCents: 4_200 });
  await database().prisma.plan.update({ where: { id: plan.planId }, data: { archivedAt: new Date() } });
});
