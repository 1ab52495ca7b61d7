import fc from "fast-check";
import { expect, it } from "vitest";
import { creditsReturned, type Returned, refundableCents, returnedOf } from "@/lib/billing/refunds/returned-cents";

const cents = fc.integer({ min: 0, max: 5_000 });

const payments: fc.Arbitrary<Returned> = fc.record({
  amountCents: cents,
  balanceCents: fc.oneof(fc.constant(0), cents),
  refunds: fc.array(
    fc.record({ status: fc.constantFrom("SUCCEEDED", "PENDING", "FAILED", "CANCELED"), amountCents: cents }),
    { maxLength: 3 },
  ),
  disputes: fc.array(fc.record({ status: fc.constantFrom("OPEN", "LOST", "WON", "INQUIRY"), amountCents: cents }), {
    maxLength: 2,
  }),
  creditNotes: fc.array(
    fc.record({ status: fc.constantFrom("ISSUED", "VOID"), balanceCents: cents, outOfBandCents: cents }),
    { maxLength: 2 },
  ),
});

const credits = fc.bigInt({ min: 0n, max: 10n ** 15n });
const nothingBack = { refunds: [], disputes: [], creditNotes: [] };
const refunded = (amountCents: number) => [{ status: "SUCCEEDED", amountCents } as const];
const toBalance = (balanceCents: number) => [{ status: "ISSUED", balanceCents, outOfBandCents: 0 } as const];

it("takes between nothing and everything, and nothing without a returned cent", () => {
  fc.assert(
    fc.property(payments, credits, (payment, brought) => {
      const taken = creditsReturned(payment, brought);
      expect(taken).toBeGreaterThanOrEqual(0n);
      expect(taken).toBeLessThanOrEqual(brought);
      if (returnedOf(payment) === "nothing") expect(taken).toBe(0n);
      if (returnedOf(payment) === "all") expect(taken).toBe(brought);
    }),
    { numRuns: 2_000 },
  );
});

it("takes all credits when all the money paid is returned, whatever was invoiced or the balance paid", () => {
  fc.assert(
    fc.property(payments, credits, (payment, brought) => {
      fc.pre(payment.amountCents > 0);
      const all = { ...payment, refunds: refunded(payment.amountCents) };
      expect(creditsReturned(all, brought)).toBe(brought);
      expect(refundableCents(all)).toBe(0);
    }),
    { numRuns: 2_000 },
  );
});

it("takes the proportional share, rounded down, when no balance paid", () => {
  fc.assert(
    fc.property(cents, cents, cents, credits, (amountCents, back, credited, brought) => {
      fc.pre(amountCents > 0 && back + credited <= amountCents);
      const payment = { ...nothingBack, amountCents, balanceCents: 0, refunds: refunded(back) };
      const returned = creditsReturned({ ...payment, creditNotes: toBalance(credited) }, brought);
      expect(returned).toBe((brought * BigInt(back + credited)) / BigInt(amountCents));
    }),
    { numRuns: 2_000 },
  );
});

it("leaves the credits of the money kept when only the balance's part is credited", () => {
  fc.assert(
    fc.property(cents, cents, credits, (amountCents, balanceCents, brought) => {
      fc.pre(amountCents + balanceCents > 0);
      const payment = { ...nothingBack, amountCents, balanceCents, creditNotes: toBalance(balanceCents) };
      const kept = brought - creditsReturned(payment, brought);
      expect(kept * BigInt(amountCents + balanceCents)).toBeGreaterThanOrEqual(brought * BigInt(amountCents));
      expect(refundableCents(payment)).toBe(amountCents);
    }),
    { numRuns: 2_000 },
  );
});

it("takes more for a larger refund, and the same for a sum as for its parts", () => {
  fc.assert(
    fc.property(payments, cents, cents, credits, (payment, a, b, brought) => {
      const before = creditsReturned(payment, brought);
      const inParts = { ...payment, refunds: [...payment.refunds, ...refunded(a), ...refunded(b)] };
      const atOnce = { ...payment, refunds: [...payment.refunds, ...refunded(a + b)] };
      expect(creditsReturned(inParts, brought)).toBe(creditsReturned(atOnce, brought));
      expect(creditsReturned(inParts, brought)).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 2_000 },
  );
});
