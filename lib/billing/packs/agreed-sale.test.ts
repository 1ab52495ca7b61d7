import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Claim, disagreement } from "@/lib/billing/packs/agreed-sale";
import { fromMetadata, type PackTerms, toMetadata } from "@/lib/billing/packs/pack-terms";
import type { CheckoutFacts } from "@/lib/stripe/checkout";

const ME = "0198f000-0000-7000-8000-000000000001";
const SOMEBODY = "0198f000-0000-7000-8000-000000000002";
const PAYMENT = "0198f000-0000-7000-8000-00000000000a";
const PACK = "0198f000-0000-7000-8000-00000000000b";
const NOW = new Date("2026-11-28T12:00:00Z");

const sold: PackTerms = {
  paymentId: PAYMENT,
  packId: PACK,
  packName: "500 credits",
  credits: 500n,
  bonusCredits: 50n,
  quantity: 1,
  isGift: false,
  origin: "TOP_UP",
  amountCents: 1_000,
  currency: "usd",
};

function termsOf(terms: PackTerms, userId = ME, changed: Record<string, string> = {}) {
  const read = fromMetadata({ ...toMetadata(terms, userId), ...changed });
  if (!read) throw new Error("These are no terms.");
  return read;
}

const user = {
  id: ME,
  email: "",
  stripeCustomerId: "cus_me",
  formerCustomerIds: ["cus_old"],
  billingVersion: 0n,
  importedAt: null,
};
const paid = {
  paymentIntentId: "pi_1",
  state: "succeeded",
  amountCents: 1_000,
  receivedCents: 1_000,
  currency: "usd",
} as const;
const row = {
  userId: ME,
  kind: "PACK",
  origin: "TOP_UP",
  amountCents: 1_000,
  currency: "usd",
  packId: PACK,
  packCredits: 500n,
  packBonusCredits: 50n,
  quantity: 1,
  isGift: false,
  stripePaymentIntentId: null,
  stripeCheckoutSessionId: null,
  paidAt: null,
} as const;
const inCheckout = { ...row, origin: "CHECKOUT", stripeCheckoutSessionId: "cs_1" } as const;
const checkout: CheckoutFacts = {
  id: "cs_1",
  mode: "payment",
  status: "complete",
  paymentStatus: "paid",
  customerId: "cus_me",
  subscriptionId: null,
  paymentIntentId: "pi_1",
  namedUserId: ME,
  amountSubtotalCents: 1_000,
  amountTotalCents: 1_000,
  currency: "usd",
  metadata: {},
  createdAt: NOW,
};

const topUp: Claim = { user, paid, terms: termsOf(sold), onRecord: row, checkout: null };
const bought: Claim = {
  user,
  paid,
  terms: termsOf({ ...sold, origin: "CHECKOUT" }),
  onRecord: inCheckout,
  checkout,
};
const unrecorded: Claim = { ...topUp, onRecord: null };
const free: Claim = {
  ...bought,
  paid: { ...paid, paymentIntentId: null, amountCents: 0, receivedCents: 0 },
  checkout: { ...checkout, paymentIntentId: null, amountTotalCents: 0 },
};

describe("a payment counts for the pack it names", () => {
  const half = { amountCents: 500, receivedCents: 500 };
  it.each<[string, Claim]>([
    ["with the saved card", topUp],
    ["in its Checkout", bought],
    [
      "in its Checkout, at a discount",
      { ...bought, paid: { ...paid, ...half }, checkout: { ...checkout, amountTotalCents: 500 } },
    ],
    ["in its Checkout, for nothing", free],
    [
      "told again of a discount",
      {
        ...bought,
        paid: { ...paid, ...half },
        onRecord: { ...inCheckout, amountCents: 500, paidAt: NOW, stripePaymentIntentId: "pi_1" },
        checkout: null,
      },
    ],
    ["without a record, in terms that were made here", unrecorded],
    [
      "declined, at whatever amount: it brings nothing",
      { ...topUp, paid: { ...paid, state: "failed", amountCents: 50 } },
    ],
    [
      "of terms from before they were signed",
      { ...topUp, terms: termsOf(sold, ME, { refill_signature: "", refill_amount: "0" }) },
    ],
  ])("%s", (_name, claim) => {
    expect(disagreement(claim)).toBeNull();
  });
});

describe("a payment does not count", () => {
  const paidBefore = { ...row, paidAt: NOW, stripePaymentIntentId: "pi_0" };
  const other = { ...checkout, id: "cs_2" };
  it.each<[string, Claim]>([
    ["of fifty cents", { ...topUp, paid: { ...paid, amountCents: 50, receivedCents: 50 } }],
    ["of more than it costs", { ...topUp, paid: { ...paid, amountCents: 2_000, receivedCents: 2_000 } }],
    ["captured in part", { ...topUp, paid: { ...paid, receivedCents: 50 } }],
    [
      "under way, of fifty cents",
      { ...topUp, paid: { ...paid, state: "processing", amountCents: 50, receivedCents: 0 } },
    ],
    ["in another currency", { ...topUp, paid: { ...paid, currency: "jpy" } }],
    ["that names another user", { ...topUp, terms: termsOf(sold, SOMEBODY) }],
    ["that names a payment of another user", { ...topUp, onRecord: { ...row, userId: SOMEBODY } }],
    ["that names a plan's payment", { ...topUp, onRecord: { ...row, kind: "SUBSCRIPTION", origin: "INVOICE" } }],
    ["that says more credits than were sold", { ...topUp, terms: termsOf({ ...sold, credits: 5_000n }) }],
    ["that says a larger bonus", { ...topUp, terms: termsOf({ ...sold, bonusCredits: 500n }) }],
    ["that says more of them", { ...topUp, terms: termsOf({ ...sold, quantity: 100 }) }],
    ["of a gift, without saying so", { ...topUp, onRecord: { ...row, isGift: true } }],
    ["that says it is a gift", { ...topUp, terms: termsOf({ ...sold, isGift: true }) }],
    [
      "of a gift without a record, whose terms no longer say so",
      { ...unrecorded, terms: { ...termsOf({ ...sold, isGift: true }), isGift: false } },
    ],
    ["that says another pack", { ...topUp, terms: termsOf({ ...sold, packId: PAYMENT }) }],
    ["of what another payment paid", { ...topUp, onRecord: paidBefore }],
    ["of what was sold in a Checkout, outside it", { ...bought, checkout: null }],
    ["in another Checkout than it was sold in", { ...bought, checkout: other }],
    ["in a Checkout of another customer", { ...bought, checkout: { ...checkout, customerId: "cus_x" } }],
    ["in a Checkout that another payment paid", { ...bought, checkout: { ...checkout, paymentIntentId: "pi_2" } }],
    [
      "in a Checkout that asked for less",
      {
        ...bought,
        checkout: { ...checkout, amountSubtotalCents: 500, amountTotalCents: 500 },
        paid: { ...paid, amountCents: 500, receivedCents: 500 },
      },
    ],
    ["of less than its Checkout asked for", { ...bought, paid: { ...paid, amountCents: 500, receivedCents: 500 } }],
    [
      "for nothing, in a second Checkout",
      {
        ...free,
        onRecord: { ...inCheckout, amountCents: 0, paidAt: NOW },
        checkout: { ...other, paymentIntentId: null, amountTotalCents: 0 },
      },
    ],
    ["without a record, of fifty cents", { ...unrecorded, paid: { ...paid, amountCents: 50, receivedCents: 50 } }],
    [
      "without a record, in terms that were not signed",
      { ...unrecorded, terms: termsOf(sold, ME, { refill_signature: "" }) },
    ],
    [
      "without a record, signed for another user",
      { ...unrecorded, terms: termsOf(sold, SOMEBODY, { refill_user: ME }) },
    ],
  ])("%s", (_name, claim) => {
    expect(disagreement(claim)).toEqual(expect.stringMatching(/^[A-Z].*\.$/));
  });
});

it("no change to the signed terms or the money makes an unrecorded payment count", () => {
  const fields = Object.keys(toMetadata(sold, ME)).filter((name) => name !== "refill_pack_name");
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.stringMatching(/^[0-9a-z]{1,12}$/), (field, value) => {
      const metadata = toMetadata(sold, ME);
      fc.pre(metadata[field] !== value);
      const terms = fromMetadata({ ...metadata, [field]: value });
      // Terms that cannot be parsed sell no pack.
      if (terms) expect(disagreement({ ...unrecorded, terms })).not.toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(100_000), (amountCents, receivedCents) => {
      fc.pre(amountCents !== 1_000 || receivedCents !== 1_000);
      for (const claim of [topUp, bought, unrecorded]) {
        expect(disagreement({ ...claim, paid: { ...paid, amountCents, receivedCents } })).not.toBeNull();
      }
    }),
  );
});
