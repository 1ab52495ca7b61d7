import { describe, expect, it } from "vitest";
import { creditWhatWasCharged } from "@/lib/stripe/credited-lines";
import type { InvoiceFacts, InvoiceLine } from "@/lib/stripe/invoices";

const [start, middle, end] = ["2026-06-01", "2026-06-16", "2026-07-01"].map((day) => new Date(`${day}T00:00:00Z`)) as [
  Date,
  Date,
  Date,
];

const charge = (id: string, stripePriceId: string, netCents: number, from = start): InvoiceLine => ({
  id,
  stripePriceId,
  quantity: 1,
  netCents,
  start: from,
  end,
  isProration: from !== start,
  isCredit: false,
  creditedLineIds: [],
});
const credit = (stripePriceId: string, netCents: number, creditedLineIds: string[]): InvoiceLine => ({
  ...charge("credit", stripePriceId, -netCents, middle),
  isProration: true,
  isCredit: true,
  creditedLineIds,
});

const invoice = (id: string, lines: InvoiceLine[]) => ({ id, status: "paid", lines }) as unknown as InvoiceFacts;
const creditedPrice = (...invoices: InvoiceFacts[]) =>
  creditWhatWasCharged(invoices)
    .flatMap(({ lines }) => lines)
    .find(({ isCredit }) => isCredit)?.stripePriceId;

const first = invoice("first", [charge("starter", "price_starter", 2_000)]);

describe("a credit", () => {
  it("refers to what was charged, even after a change without proration", () => {
    const back = [credit("price_pro", 1_000, ["starter"]), charge("rest", "price_starter", 1_000, middle)];
    expect(creditedPrice(first, invoice("back", back))).toBe("price_starter");
  });

  it("refers to what was charged on the same invoice, which Stripe does not name", () => {
    const changes = [charge("up", "price_creator", 4_950, middle), credit("price_pro", 4_950, [])];
    expect(creditedPrice(first, invoice("renewal", changes))).toBe("price_creator");
  });

  it("stays unchanged when it was calculated from the item's price", () => {
    expect(creditedPrice(first, invoice("back", [credit("price_pro", 1_950, ["starter"])]))).toBe("price_pro");
  });

  it("stays unchanged when that was charged, too", () => {
    expect(creditedPrice(first, invoice("up", [credit("price_starter", 1_000, ["starter"])]))).toBe("price_starter");
  });
});

describe("a proration of zero, with a 100% discount", () => {
  const ofNothing = (id: string, stripePriceId: string, from: Date): InvoiceLine => charge(id, stripePriceId, 0, from);
  const later = new Date("2026-06-17T00:00:00Z");
  const creditsOf = (...lines: InvoiceLine[]) =>
    creditWhatWasCharged([invoice("first", [charge("starter", "price_starter", 0)]), invoice("renewal", lines)])
      .flatMap((one) => one.lines)
      .filter(({ isCredit }) => isCredit)
      .map(({ id }) => id);

  it("credits the plan until then, and charges the other, in either order", () => {
    const up = [ofNothing("a", "price_starter", middle), ofNothing("b", "price_creator", middle)];
    const back = [ofNothing("c", "price_creator", later), ofNothing("d", "price_starter", later)];
    expect(creditsOf(...up, ...back)).toEqual(["a", "c"]);
    expect(creditsOf(...up.toReversed(), ...back.toReversed())).toEqual(["a", "c"]);
  });

  it("credits the first of two when neither was charged before", () => {
    const up = [ofNothing("a", "price_pro", middle), ofNothing("b", "price_creator", middle)];
    expect(creditsOf(...up)).toEqual(["a"]);
  });
});
