import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { confirmPath } from "@/components/billing/confirm-path";
import { PaymentTable } from "@/components/billing/payment-table";
import type { PaymentView } from "@/lib/billing/types";

const payment: PaymentView = {
  id: "01934d4e-0000-7000-8000-000000000001",
  kind: "PACK",
  origin: "TOP_UP",
  status: "PENDING",
  description: "500 credits",
  amountCents: 6_000,
  currency: "usd",
  invoicedCents: null,
  balanceCents: 0,
  refundedCents: 0,
  creditedCents: 0,
  methodBrand: null,
  methodLast4: null,
  receiptUrl: null,
  invoiceUrl: null,
  invoicePdfUrl: null,
  invoiceNumber: null,
  failureMessage: null,
  waitsForBank: true,
  dueAt: null,
  paidAt: null,
  createdAt: new Date("2026-11-29T12:00:00Z"),
};

const table = (changes: Partial<PaymentView>, isBuyer = true) =>
  renderToStaticMarkup(
    <PaymentTable
      payments={[{ ...payment, ...changes }]}
      notes={new Map()}
      {...(isBuyer && { confirmHrefOf: confirmPath })}
    />,
  );

test("a payment that the bank asks about says so, and leads its buyer to confirm it", () => {
  expect(table({})).toContain("Waiting for your bank");
  expect(table({})).toContain(`href="/billing/confirm/${payment.id}"`);
  expect(table({}, false)).not.toContain("/billing/confirm/");
});

test("any other pending payment is processing, and one that has ended is not to be confirmed", () => {
  expect(table({ waitsForBank: false })).toContain("Processing");
  for (const other of [{ waitsForBank: false }, { status: "FAILED" } as const]) {
    expect(table(other)).not.toContain("/billing/confirm/");
  }
});

test("a payment that auto top-up made says so, also when it failed", () => {
  const automatic = { origin: "AUTO_TOP_UP", waitsForBank: false } as const;
  expect(table({ ...automatic, status: "SUCCEEDED", methodBrand: "visa", methodLast4: "4242" })).toContain(
    "Visa 4242 · auto top-up",
  );
  const failureMessage = "Your card was declined.";
  expect(table({ ...automatic, status: "FAILED", failureMessage })).toContain("Your card was declined. · auto top-up");
  expect(table({ status: "SUCCEEDED", methodBrand: "visa", methodLast4: "4242" })).not.toContain("auto top-up");
});

test("how a dispute ended is told as the customer sees it: whose money it is now, and not who won", () => {
  const told = (status: PaymentView["status"], dispute: "WON" | "LOST") =>
    renderToStaticMarkup(
      <PaymentTable
        payments={[{ ...payment, status, waitsForBank: false }]}
        notes={new Map([[payment.id, { pendingCents: 0, refundFailed: false, dispute }]])}
      />,
    );
  expect(told("DISPUTED", "LOST")).toContain("Your bank reversed this payment, and its credits were taken back.");
  expect(told("DISPUTED", "LOST")).toContain("Reversed");
  expect(told("SUCCEEDED", "WON")).toContain("Your bank decided that the payment stands.");
  for (const table of [told("DISPUTED", "LOST"), told("SUCCEEDED", "WON")])
    expect(table).not.toMatch(/\b(won|lost)\b/i);
});
