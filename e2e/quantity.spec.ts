import type Stripe from "stripe";
import { expectAccessible } from "./support/accessible";
import { expectCredits, onPlan } from "./support/checkout";
import { newPerson, signedInAs } from "./support/signed-in";
import { customerOf, stripeApi } from "./support/stripe";
import { expect, test } from "./support/test";

async function subscriptionOf(email: string) {
  const { data } = await stripeApi().subscriptions.list({ customer: await customerOf(email), limit: 1 });
  const [subscription] = data;
  if (!subscription) throw new Error(`${email} has no subscription.`);
  return subscription;
}

test("a quantity of three, set in Stripe, is shown and granted as it is charged, beside an add-on", {
  tag: "@full",
}, async ({ page }) => {
  const stripe = stripeApi();
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  await expectCredits(page, 200);
  const { id, items } = await subscriptionOf(email);
  const now = { proration_behavior: "always_invoice" } as const;
  const product = await stripe.products.create({ name: "Extra seats" });
  const recurring = { interval: "month" } as const;
  const seats = await stripe.prices.create({ product: product.id, currency: "usd", unit_amount: 500, recurring });
  await stripe.subscriptionItems.create({ subscription: id, price: seats.id, quantity: 2, ...now });
  await stripe.subscriptionItems.update(items.data[0]?.id ?? "", { quantity: 3, ...now });

  const plan = page.getByRole("region", { name: "Plan" });
  await expect(async () => {
    await page.goto("/billing");
    await expect(plan.getByRole("heading", { name: "Starter × 3" })).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await expect(plan).toContainText("$60 a month (3 × $20)");
  await expect(plan).toContainText("600 a month");
  await expect(plan).toContainText(/Next charge.*\$70/);
  await expectAccessible(page);

  await page.goto("/pricing");
  await page.getByRole("article", { name: "Pro" }).getByRole("button", { name: "Upgrade" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Upgrade to Pro?" });
  await expect(dialog).toContainText("Pro × 3: 1,200 credits a month for $117 a month");
  await expect(dialog).toContainText(/Next charge\$127 on/);
});

test("an admin sees subscriptions that do not match the catalogue", { tag: "@full" }, async ({ page, browser }) => {
  const stripe = stripeApi();
  const email = await newPerson(page);
  await onPlan(page, "Starter");
  const { id } = await subscriptionOf(email);
  const [pro] = (await stripe.prices.list({ lookup_keys: ["refill_pro_month"] })).data;
  const second = await addLaterItem(stripe, id, pro?.id ?? "");

  const admin = await (await browser.newContext()).newPage();
  await signedInAs(admin, "admin@example.com");
  const told = admin.getByRole("listitem").filter({ hasText: id });
  await expect(async () => {
    await admin.goto("/admin/plans");
    await expect(told).toContainText("It also has Pro", { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await expectAccessible(admin);

  await stripe.subscriptionItems.del(second.id);
  await expect(async () => {
    await admin.goto("/admin/plans");
    await expect(told).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
});

/** Of two plans the older one grants credits, so this one must not have the first one's second of creation. */
async function addLaterItem(stripe: Stripe, subscription: string, price: string): Promise<Stripe.SubscriptionItem> {
  const [first] = (await stripe.subscriptionItems.list({ subscription })).data;
  while (true) {
    const item = await stripe.subscriptionItems.create({ subscription, price });
    if (item.created > (first?.created ?? 0)) return item;
    await stripe.subscriptionItems.del(item.id);
  }
}
