import { expect, test } from "vitest";
import { fingerprintOf } from "@/lib/stripe/fingerprint";

test("one mark has one fingerprint, in a payment method and in a charge; another, or another kind of method, has another", () => {
  const card = fingerprintOf({ type: "card", card: { fingerprint: "Xt5EWLLDS7FJjR1c" } });
  expect(card).toHaveLength(32);
  expect(fingerprintOf({ type: "card", card: { fingerprint: "Xt5EWLLDS7FJjR1c" } })).toEqual(card);
  expect(fingerprintOf({ type: "card", card: { fingerprint: "Xt5EWLLDS7FJjR1d" } })).not.toEqual(card);
  expect(fingerprintOf({ type: "sepa_debit", sepa_debit: { fingerprint: "Xt5EWLLDS7FJjR1c" } })).not.toEqual(card);
  expect(fingerprintOf({ type: "paypal", paypal: { payer_id: "ABC" } })).toHaveLength(32);
});

test("what Stripe gives no mark cannot be told from others", () => {
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
