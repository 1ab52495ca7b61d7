import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, monthlyPrice, refusal, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function pay(method: string, amount = 5000): Promise<Stripe.PaymentIntent> {
  return kit.stripe.paymentIntents.create({ amount, currency: "usd", payment_method: method, confirm: true });
}

async function since(count: number): Promise<string[]> {
  return (await kit.eventTypes()).slice(count);
}

test("a disputed charge is debited immediately, and winning returns the amount without the fee", async () => {
  const intent = await pay("pm_card_createDispute");
  expect(intent.status).toBe("succeeded");
  const paid = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { seconds: 5 });
  expect(await since(paid)).toEqual(["charge.dispute.created", "charge.dispute.funds_withdrawn"]);

  const [dispute] = (await kit.stripe.disputes.list({ payment_intent: intent.id })).data;
  expect(dispute).toMatchObject({
    amount: 5000,
    charge: intent.latest_charge,
    reason: "fraudulent",
    status: "needs_response",
    is_charge_refundable: false,
    payment_method_details: { card: { case_type: "chargeback", network_reason_code: "10.4" } },
  });
  expect(dispute?.balance_transactions).toMatchObject([
    { amount: -5000, fee: 1500, net: -6500, type: "adjustment", reporting_category: "dispute", source: dispute?.id },
  ]);
  expect(await kit.stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({
    disputed: true,
    refunded: false,
  });
  const refused = await refusal(kit.stripe.refunds.create({ payment_intent: intent.id }));
  expect(refused).toMatchObject({ statusCode: 400, code: "charge_disputed" });

  const staged = await kit.stripe.disputes.update(idOf(dispute ?? null), {
    evidence: { customer_name: "Ada", uncategorized_text: "winning_evidence" },
    metadata: { case: "7" },
    submit: false,
  });
  expect(staged).toMatchObject({
    status: "needs_response",
    evidence: { customer_name: "Ada" },
    evidence_details: { has_evidence: true, submission_count: 0 },
    metadata: { case: "7" },
  });
  const before = (await kit.eventTypes()).length;
  expect(await kit.stripe.disputes.update(idOf(dispute ?? null), { submit: true })).toMatchObject({
    status: "under_review",
  });
  await kit.local("/clock/advance", { seconds: 5 });
  expect(await since(before)).toEqual([
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_reinstated",
  ]);
  const won = await kit.stripe.disputes.retrieve(idOf(dispute ?? null), { expand: ["charge"] });
  expect(won).toMatchObject({ status: "won", charge: { id: intent.latest_charge, disputed: true } });
  expect(won.balance_transactions.map((row) => row.net)).toEqual([-6500, 5000]);
  expect(won.balance_transactions[1]).toMatchObject({ reporting_category: "dispute_reversal", fee: 0 });
  expect((await kit.stripe.refunds.create({ payment_intent: intent.id, amount: 100 })).status).toBe("succeeded");
});

test("a dispute can be opened, won and lost on demand, and accepting it loses it", async () => {
  const intents = [await pay("pm_card_visa"), await pay("pm_card_visa"), await pay("pm_card_visa")];
  const [first, second, third] = intents.map((intent) => intent.id);
  let count = (await kit.eventTypes()).length;
  await kit.local("/disputes/open", { charge: first, reason: "product_not_received", amount: 2000 });
  await kit.local(`/disputes/${first}/lose`, {});
  expect(await since(count)).toEqual([
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.updated",
    "charge.dispute.closed",
  ]);
  const lost = (await kit.stripe.disputes.list({ payment_intent: first ?? "" })).data[0];
  expect(lost).toMatchObject({ amount: 2000, status: "lost", reason: "product_not_received" });
  expect(await refusal(kit.stripe.refunds.create({ payment_intent: first ?? "" }))).toMatchObject({
    code: "charge_disputed",
  });

  count = (await kit.eventTypes()).length;
  await kit.local("/disputes/open", { charge: second });
  await kit.local(`/disputes/${second}/win`, {});
  expect(await since(count)).toEqual([
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.updated",
    "charge.dispute.closed",
    "charge.dispute.funds_reinstated",
  ]);

  await kit.local("/disputes/open", { charge: third });
  const accepted = (await kit.stripe.disputes.list({ payment_intent: third ?? "" })).data[0];
  count = (await kit.eventTypes()).length;
  expect(await kit.stripe.disputes.close(accepted?.id ?? "")).toMatchObject({ status: "lost" });
  expect(await since(count)).toEqual(["charge.dispute.closed"]);
  expect(await refusal(kit.stripe.disputes.close(accepted?.id ?? ""))).toMatchObject({ statusCode: 400 });
  await expect(kit.local(`/disputes/${third}/win`, {})).rejects.toThrow("already lost");
  expect((await kit.stripe.disputes.list({ limit: 2 })).has_more).toBe(true);
});

test("an inquiry takes no money, leaves the charge refundable, and a full refund closes it", async () => {
  const intent = await pay("pm_card_createDisputeInquiry");
  await kit.local("/clock/advance", { seconds: 5 });
  const [inquiry] = (await kit.stripe.disputes.list()).data;
  expect(inquiry).toMatchObject({
    status: "warning_needs_response",
    balance_transactions: [],
    is_charge_refundable: true,
  });
  const count = (await kit.eventTypes()).length;
  await kit.stripe.refunds.create({ payment_intent: intent.id });
  expect(await since(count)).toEqual(["refund.created", "charge.refunded", "charge.dispute.closed"]);
  expect(await kit.stripe.disputes.retrieve(inquiry?.id ?? "")).toMatchObject({ status: "warning_closed" });
});

test("an inquiry that is escalated becomes a dispute and then takes the money", async () => {
  await pay("pm_card_createDisputeInquiry");
  await kit.local("/clock/advance", { seconds: 5 });
  const [inquiry] = (await kit.stripe.disputes.list()).data;
  const count = (await kit.eventTypes()).length;
  await kit.stripe.disputes.update(inquiry?.id ?? "", {
    evidence: { uncategorized_text: "escalate_inquiry_evidence" },
  });
  await kit.local("/clock/advance", { seconds: 5 });
  expect(await since(count)).toEqual([
    "charge.dispute.updated",
    "charge.dispute.updated",
    "charge.dispute.funds_withdrawn",
  ]);
  expect((await kit.stripe.disputes.retrieve(inquiry?.id ?? "")).status).toBe("needs_response");
});

test("a subscription bought with a dispute test card is disputed after all events of its sale, and stays active", async () => {
  const price = await monthlyPrice(kit.stripe);
  const card = { ...goodCard, card_number: "4000000000000259" };
  const { subscription } = await subscribeByCheckout(kit, price.id, card);
  await kit.local("/clock/advance", { seconds: 5 });
  expect((await kit.eventTypes()).slice(-3)).toEqual([
    "checkout.session.completed",
    "charge.dispute.created",
    "charge.dispute.funds_withdrawn",
  ]);
  expect((await kit.stripe.subscriptions.retrieve(subscription)).status).toBe("active");
});
