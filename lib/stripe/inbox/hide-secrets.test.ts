import { expect, test } from "vitest";
import { HIDDEN, hideSecrets } from "./hide-secrets";

test("what lets its reader pay or act, and who the payer is, is hidden at any depth; ids and amounts stay", () => {
  const shown = hideSecrets({
    id: "evt_1",
    data: {
      object: {
        ...{
          id: "pi_1",
          object: "payment_intent",
          amount: 900,
          client_secret: "pi_1_secret_x",
          receipt_email: "a@b.c",
        },
        charges: [{ receipt_url: "https://pay.stripe.com/r", billing_details: { name: "Ada" }, description: "Pro" }],
        payment_method_details: { card: { last4: "4242", fingerprint: "abc" } },
        metadata: { note: "whsec_abc", user: "0199" },
        shipping: null,
      },
    },
  });
  expect(shown).toEqual({
    id: "evt_1",
    data: {
      object: {
        ...{ id: "pi_1", object: "payment_intent", amount: 900, client_secret: HIDDEN, receipt_email: HIDDEN },
        charges: [{ receipt_url: HIDDEN, billing_details: HIDDEN, description: "Pro" }],
        payment_method_details: { card: { last4: "4242", fingerprint: HIDDEN } },
        metadata: { note: HIDDEN, user: "0199" },
        shipping: null,
      },
    },
  });
});

test("a customer's name is hidden, also the one before a change; a plan's is shown", () => {
  expect(hideSecrets({ object: "customer", name: "Ada" })).toEqual({ object: "customer", name: HIDDEN });
  expect(hideSecrets({ object: "product", name: "Pro" })).toEqual({ object: "product", name: "Pro" });
  const change = (object: string) => ({
    data: { object: { id: "x", object, name: "Ada" }, previous_attributes: { name: "Ada B.", balance: 0 } },
  });
  expect(hideSecrets(change("customer"))).toEqual({
    data: {
      object: { id: "x", object: "customer", name: HIDDEN },
      previous_attributes: { name: HIDDEN, balance: 0 },
    },
  });
  expect(hideSecrets(change("product"))).toEqual(change("product"));
});
