import fc from "fast-check";
import Stripe from "stripe";
import { expect, test } from "vitest";
import { idOf, type Kit, startKit } from "../testing/kit";

type Step =
  | { kind: "pay"; amount: number; method: string }
  | { kind: "authorize"; amount: number }
  | { kind: "capture" | "refund" | "dispute"; pick: number; share: number }
  | { kind: "release" | "win" | "lose" | "settle" | "bounce" | "fail_refund" | "cancel_refund"; pick: number }
  | { kind: "wait"; days: number };

const cards = ["pm_card_visa", "pm_card_refundFail", "pm_card_pendingRefund", "pm_card_createDispute"];
const pick = fc.nat(20);
const share = fc.integer({ min: 1, max: 100 });
const amount = fc.integer({ min: 50, max: 100_000 });

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("pay" as const),
    amount,
    method: fc.constantFrom(...cards, "pm_usBankAccount_success", "pm_usBankAccount_insufficientFunds"),
  }),
  fc.record({ kind: fc.constant("authorize" as const), amount }),
  fc.record({
    kind: fc.constantFrom("capture" as const, "refund" as const, "refund" as const, "dispute" as const),
    pick,
    share,
  }),
  fc.record({
    kind: fc.constantFrom(
      "release" as const,
      "win" as const,
      "lose" as const,
      "settle" as const,
      "bounce" as const,
      "fail_refund" as const,
      "cancel_refund" as const,
    ),
    pick,
  }),
  fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 9 }) }),
);

test("whatever happens to payments, the charges, balance transactions and balance agree", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
      const kit = await startKit();
      try {
        for (const each of steps) await orRefused(perform(kit, each));
        await check(kit);
        await kit.local("/clock/advance", { days: 12 });
        await check(kit);
        const balance = await kit.stripe.balance.retrieve();
        expect(balance.pending.map((row) => row.amount).filter((sum) => sum !== 0)).toEqual([]);
      } finally {
        await kit.close();
      }
    }),
    { numRuns: 30 },
  );
});

async function perform(kit: Kit, input: Step): Promise<unknown> {
  const { stripe } = kit;
  const intents = async (...statuses: string[]) =>
    (await stripe.paymentIntents.list({ limit: 100 })).data.filter((row) => statuses.includes(row.status));
  const refunds = async (...statuses: string[]) =>
    (await stripe.refunds.list({ limit: 100 })).data.filter((row) => statuses.includes(row.status ?? ""));
  switch (input.kind) {
    case "pay": {
      const { amount: sum, method } = input;
      return stripe.paymentIntents.create({ amount: sum, currency: "usd", payment_method: method, confirm: true });
    }
    case "authorize": {
      const common = {
        currency: "usd",
        payment_method: "pm_card_visa",
        capture_method: "manual",
        confirm: true,
      } as const;
      return stripe.paymentIntents.create({ ...common, amount: input.amount });
    }
    case "capture": {
      const intent = chosen(await intents("requires_capture"), input.pick);
      const part = Math.ceil((intent.amount_capturable * input.share) / 100);
      return stripe.paymentIntents.capture(intent.id, { amount_to_capture: part });
    }
    case "release":
      return stripe.paymentIntents.cancel(chosen(await intents("requires_capture"), input.pick).id);
    case "refund": {
      const intent = chosen(await intents("succeeded"), input.pick);
      const part = Math.ceil((intent.amount_received * input.share) / 100);
      return stripe.refunds.create({ payment_intent: intent.id, amount: part });
    }
    case "dispute": {
      const intent = chosen(await intents("succeeded"), input.pick);
      return kit.local("/disputes/open", { charge: intent.id, inquiry: input.share < 20 });
    }
    case "win":
    case "lose": {
      const disputes = (await stripe.disputes.list({ limit: 100 })).data;
      return kit.local(`/disputes/${chosen(disputes, input.pick).id}/${input.kind}`, {});
    }
    case "settle":
      return kit.local(`/payments/${chosen(await intents("processing"), input.pick).id}/settle`, {});
    case "bounce":
      return kit.local(`/payments/${chosen(await intents("processing"), input.pick).id}/fail`, {});
    case "fail_refund":
      return kit.local(`/refunds/${chosen(await refunds("pending", "succeeded"), input.pick).id}/fail`, {});
    case "cancel_refund":
      return stripe.refunds.cancel(chosen(await refunds("pending"), input.pick).id);
    case "wait":
      return kit.local("/clock/advance", { days: input.days });
  }
}

async function check(kit: Kit): Promise<void> {
  const { stripe } = kit;
  const many = { limit: 100 };
  const charges = (await stripe.charges.list(many)).data;
  const refunds = (await stripe.refunds.list(many)).data;
  const disputes = (await stripe.disputes.list(many)).data;
  const movements = await stripe.balanceTransactions.list(many).autoPagingToArray({ limit: 1000 });
  const moved = (source: string) => sum(movements.filter((row) => row.source === source).map((row) => row.amount));

  for (const row of movements) expect(row.net).toBe(row.amount - row.fee);
  for (const charge of charges) {
    const intent = await stripe.paymentIntents.retrieve(idOf(charge.payment_intent));
    expect(moved(charge.id)).toBe(charge.amount_captured);
    expect(intent.amount_received).toBe(charge.amount_captured);
    const given = refunds.filter(
      (row) => row.charge === charge.id && !["failed", "canceled"].includes(row.status ?? ""),
    );
    const isOver = charge.captured || intent.status === "canceled";
    const released = isOver && charge.status === "succeeded" ? charge.amount - charge.amount_captured : 0;
    expect(charge.amount_refunded).toBe(released + sum(given.map((row) => row.amount)));
    expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount);
    expect(charge.refunded).toBe(charge.amount_refunded === charge.amount);
    expect(charge.disputed).toBe(disputes.some((row) => row.charge === charge.id));
  }
  for (const refund of refunds) {
    expect(moved(refund.id)).toBe(["failed", "canceled"].includes(refund.status ?? "") ? 0 : -refund.amount);
  }
  for (const dispute of disputes) {
    const isTaken = ["needs_response", "under_review", "lost"].includes(dispute.status);
    expect(moved(dispute.id)).toBe(isTaken ? -dispute.amount : 0);
    expect(dispute.balance_transactions.map((row) => row.id).sort()).toEqual(
      movements
        .filter((row) => row.source === dispute.id)
        .map((row) => row.id)
        .sort(),
    );
  }
  const balance = await stripe.balance.retrieve();
  const told = sum([...balance.available, ...balance.pending].map((row) => row.amount));
  expect(told).toBe(sum(movements.map((row) => row.net)));
  const ready = movements.filter((row) => row.status === "available").map((row) => row.net);
  expect(sum(balance.available.map((row) => row.amount))).toBe(sum(ready));
}

/** A step for which nothing is there, or that Stripe refuses, changes nothing. */
class Nothing extends Error {}

async function orRefused(step: Promise<unknown>): Promise<void> {
  try {
    await step;
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeError && (error.statusCode ?? 500) < 500;
    const isLocalRefusal = error instanceof Error && error.message.startsWith("/");
    if (!isRefusal && !isLocalRefusal && !(error instanceof Nothing)) throw error;
  }
}

function chosen<T>(rows: T[], at: number): T {
  const row = rows[at % Math.max(1, rows.length)];
  if (row === undefined) throw new Nothing();
  return row;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
