import { expect, it } from "vitest";
import { idsNamedIn } from "@/lib/stripe/named-ids";

const of = (object: unknown) => idsNamedIn({ data: { object } });
const NONE = { subscriptionId: null, invoiceId: null, paymentIntentId: null };

it("an invoice names its subscription where its API version has it, as an id or expanded", () => {
  const named = { ...NONE, subscriptionId: "sub_1" };
  expect(of({ parent: { subscription_details: { subscription: "sub_1" } } })).toEqual(named);
  expect(of({ parent: { subscription_details: { subscription: { id: "sub_1" } } } })).toEqual(named);
  expect(of({ subscription: "sub_1" })).toEqual(named);
  expect(of({ subscription: null, released_subscription: "sub_1" })).toEqual(named);
});

it("a refund names its payment and a credit note its invoice", () => {
  expect(of({ payment_intent: "pi_1", invoice: { id: "in_1" } })).toEqual({
    ...NONE,
    paymentIntentId: "pi_1",
    invoiceId: "in_1",
  });
});

it.each([undefined, null, "x", [], {}, { data: 1 }, { data: { object: null } }, { data: { object: { parent: "x" } } }])(
  "a payload of another shape names nothing: %j",
  (payload) => {
    expect(idsNamedIn(payload)).toEqual(NONE);
  },
);

it.each([1, "", "sub 1", "a".repeat(256), { id: 1 }, ["sub_1"]])(
  "an invalid subscription id is ignored: %j",
  (subscription) => {
    expect(of({ subscription, parent: { subscription_details: { subscription } } })).toEqual(NONE);
  },
);
