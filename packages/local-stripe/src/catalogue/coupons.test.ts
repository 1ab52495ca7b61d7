import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, refusal, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function payingCustomer(): Promise<string> {
  const { id } = await kit.stripe.customers.create({ email: "ada@example.com" });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: id });
  await kit.stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}

async function subscribe(params: Omit<Stripe.SubscriptionCreateParams, "customer">): Promise<Stripe.Subscription> {
  return kit.stripe.subscriptions.create({ customer: await payingCustomer(), ...params });
}

/** What each invoice of a subscription came to, oldest first. */
async function paid(subscription: string): Promise<number[]> {
  const invoices = await kit.stripe.invoices.list({ subscription });
  return invoices.data.map((invoice) => invoice.amount_paid).reverse();
}

test("a coupon can be created, read, renamed, listed and deleted", async () => {
  const product = await kit.stripe.products.create({ name: "Starter" });
  const created = await kit.stripe.coupons.create({
    id: "LAUNCH",
    percent_off: 33.3,
    duration: "repeating",
    duration_in_months: 3,
    applies_to: { products: [product.id] },
    metadata: { keep: "1", drop: "2" },
  });
  expect(created).toMatchObject({
    id: "LAUNCH",
    object: "coupon",
    percent_off: 33.3,
    amount_off: null,
    currency: null,
    duration_in_months: 3,
    times_redeemed: 0,
    valid: true,
    livemode: false,
  });
  expect(created).not.toHaveProperty("applies_to");
  const changed = await kit.stripe.coupons.update("LAUNCH", { name: "Launch week", metadata: { drop: "" } });
  expect(changed).toMatchObject({ name: "Launch week", metadata: { keep: "1" } });
  const read = await kit.stripe.coupons.retrieve("LAUNCH", { expand: ["applies_to"] });
  expect(read.applies_to?.products).toEqual([product.id]);
  expect((await kit.stripe.coupons.list()).data.map((coupon) => coupon.id)).toEqual(["LAUNCH"]);
  expect(await kit.stripe.coupons.del("LAUNCH")).toEqual(
    expect.objectContaining({ id: "LAUNCH", object: "coupon", deleted: true }),
  );
  expect((await kit.stripe.coupons.list()).data).toEqual([]);
  expect((await refusal(kit.stripe.coupons.retrieve("LAUNCH"))).statusCode).toBe(404);
  expect((await kit.eventTypes()).filter((type) => type.startsWith("coupon"))).toEqual([
    "coupon.created",
    "coupon.updated",
    "coupon.deleted",
  ]);
});

test("a contradictory coupon is refused, naming the parameter at fault", async () => {
  const cases: [Stripe.CouponCreateParams, string][] = [
    [{ duration: "once" }, "percent_off"],
    [{ percent_off: 10, amount_off: 5, currency: "usd" }, "percent_off"],
    [{ percent_off: 101 }, "percent_off"],
    [{ amount_off: 500 }, "currency"],
    [{ amount_off: 500, currency: "usd", duration: "forever" }, "duration"],
    [{ percent_off: 10, duration: "repeating" }, "duration_in_months"],
    [{ percent_off: 10, duration: "once", duration_in_months: 2 }, "duration_in_months"],
    [{ percent_off: 10, redeem_by: 1 }, "redeem_by"],
  ];
  for (const [params, param] of cases) {
    expect(await refusal(kit.stripe.coupons.create(params))).toMatchObject({ statusCode: 400, param });
  }
});

test("promotion codes are unique among the active ones, and found in any case", async () => {
  const coupon = await kit.stripe.coupons.create({ percent_off: 20, duration: "once" });
  const promotion = { type: "coupon" as const, coupon: coupon.id };
  const code = await kit.stripe.promotionCodes.create({
    promotion,
    code: "Spring",
    restrictions: { first_time_transaction: true },
  });
  expect(code).toMatchObject({
    object: "promotion_code",
    active: true,
    code: "Spring",
    promotion: { coupon: coupon.id, type: "coupon" },
    restrictions: { first_time_transaction: true, minimum_amount: null, minimum_amount_currency: null },
  });
  expect((await refusal(kit.stripe.promotionCodes.create({ promotion, code: "SPRING" }))).param).toBe("code");
  expect((await kit.stripe.promotionCodes.list({ code: "spring" })).data.map((row) => row.id)).toEqual([code.id]);
  await kit.stripe.promotionCodes.update(code.id, { active: false });
  await kit.stripe.promotionCodes.create({ promotion, code: "SPRING" });
  expect((await refusal(kit.stripe.promotionCodes.update(code.id, { active: true }))).param).toBe("code");
  const expanded = await kit.stripe.promotionCodes.retrieve(code.id, { expand: ["promotion.coupon"] });
  expect(expanded.promotion.coupon).toMatchObject({ id: coupon.id, percent_off: 20 });
});

test("a coupon expires by its number of redemptions and by its date", async () => {
  const price = await monthlyPrice(kit.stripe, 1000);
  const items = [{ price: price.id }];
  const once = await kit.stripe.coupons.create({ percent_off: 10, duration: "once", max_redemptions: 1 });
  await subscribe({ items, discounts: [{ coupon: once.id }] });
  expect(await kit.stripe.coupons.retrieve(once.id)).toMatchObject({ times_redeemed: 1, valid: false });
  const customer = await payingCustomer();
  expect(
    await refusal(kit.stripe.subscriptions.create({ customer, items, discounts: [{ coupon: once.id }] })),
  ).toMatchObject({ statusCode: 400, param: "discounts[0]" });

  const week = await kit.stripe.coupons.create({ percent_off: 10, redeem_by: kit.server.now() + 7 * 86_400 });
  await kit.local("/clock/advance", { days: 8 });
  expect(await kit.stripe.coupons.retrieve(week.id)).toMatchObject({ valid: false });
  expect(
    await refusal(kit.stripe.subscriptions.create({ customer, items, discounts: [{ coupon: week.id }] })),
  ).toMatchObject({ code: "coupon_expired" });
});

test("a deleted coupon keeps applying for customers who have it and cannot be redeemed", async () => {
  const price = await monthlyPrice(kit.stripe, 1000);
  const coupon = await kit.stripe.coupons.create({ id: "OLD", percent_off: 10, duration: "forever" });
  const { id } = await subscribe({ items: [{ price: price.id }], discounts: [{ coupon: coupon.id }] });
  await kit.stripe.coupons.del("OLD");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await paid(id)).toEqual([900, 900]);
  const { discounts } = await kit.stripe.subscriptions.retrieve(id, { expand: ["discounts.source.coupon"] });
  expect(discounts[0]).toMatchObject({ source: { coupon: { id: "OLD", percent_off: 10, valid: false } } });
  const customer = await payingCustomer();
  expect(
    await refusal(
      kit.stripe.subscriptions.create({ customer, items: [{ price: price.id }], discounts: [{ coupon: "OLD" }] }),
    ),
  ).toMatchObject({ code: "resource_missing" });
});

test("a code's restrictions hold: first payment only, its own customer", async () => {
  const price = await monthlyPrice(kit.stripe, 1000);
  const coupon = await kit.stripe.coupons.create({ percent_off: 10, duration: "once" });
  const promotion = { type: "coupon" as const, coupon: coupon.id };
  const first = await kit.stripe.promotionCodes.create({ promotion, restrictions: { first_time_transaction: true } });
  const { customer } = await subscribe({ items: [{ price: price.id }], discounts: [{ promotion_code: first.id }] });
  const again = kit.stripe.subscriptions.create({
    customer: String(customer),
    items: [{ price: price.id }],
    discounts: [{ promotion_code: first.id }],
  });
  expect((await refusal(again)).message).toContain("prior transactions");
  const own = await kit.stripe.promotionCodes.create({ promotion, customer: String(customer) });
  const other = subscribe({ items: [{ price: price.id }], discounts: [{ promotion_code: own.id }] });
  expect((await refusal(other)).message).toContain("cannot be redeemed by this customer");
  expect(await kit.stripe.promotionCodes.retrieve(first.id)).toMatchObject({ times_redeemed: 1 });
});
