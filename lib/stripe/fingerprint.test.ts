import { expect, test } from "vitest";
import { fingerprintOf } from "@/lib/stripe/fingerprint";

test("the same fingerprint gives the same hash in a payment method and a charge; another fingerprint or type gives another", () => {
  const card = fingerprintOf({ type: "card", card: { fingerprint: "Xt5EWLLDS7FJjR1c" } });
  expect(card).toHaveLength(32);
  expect(fingerprintOf({ type: "card", card: { fingerprint: "Xt5EWLLDS7FJjR1c" } })).toEqual(card);
  expect(fingerprintOf({ type: "card", card: { fingerprint: "Xt5EWLLDS7FJjR1d" } })).not.toEqual(card);
  expect(fingerprintOf({ type: "sepa_debit", sepa_debit: { fingerprint: "Xt5EWLLDS7FJjR1c" } })).not.toEqual(card);
  expect(fingerprintOf({ type: "paypal", paypal: { payer_id: "ABC" } })).toHaveLength(32);
});

test("a payment method without a fingerprint in Stripe cannot be identified", () => {
  const methods = [
    null,
    undefined,
    { type: "link" },
    { type: "card", card: null },
    { type: "card", card: { fingerprint: "" } },
    { type: "paypal", paypal: { payer_id: null } },
  ];
  for (const method of methods) expect(fingerprintOf(method)).toBeNull();
});
