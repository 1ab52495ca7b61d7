import { ExternalLink } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { cardName } from "@/components/billing/card-name";
import { Chip, type Tone } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { MoneyBackNote } from "@/lib/billing/refunds/money-back-notes";
import type { PaymentStatus, PaymentView } from "@/lib/billing/types";
import { formatMoney } from "@/lib/format/money";

const statuses: Record<PaymentStatus, { name: string; tone: Tone }> = {
  PENDING: { name: "Processing", tone: "warn" },
  SUCCEEDED: { name: "Paid", tone: "good" },
  FAILED: { name: "Failed", tone: "bad" },
  REFUNDED: { name: "Refunded", tone: "plain" },
  PARTIALLY_REFUNDED: { name: "Partially refunded", tone: "plain" },
  DISPUTED: { name: "Disputed", tone: "warn" },
};

/** Every payment with its date, method, receipt and invoice. */
export function PaymentTable({
  payments,
  notes,
  hrefOf,
  confirmHrefOf,
}: {
  payments: PaymentView[];
  notes: ReadonlyMap<string, MoneyBackNote>;
  /** The page about a payment; without it the rows lead nowhere. */
  hrefOf?: (payment: PaymentView) => Route;
  /** For the buyer: the page on which to confirm a payment with the bank. */
  confirmHrefOf?: (paymentId: string) => Route;
}) {
  return (
    <Table caption="Payments">
      <thead>
        <tr>
          <Th className="hidden w-40 sm:table-cell">Date</Th>
          <Th>Description</Th>
          <Th number>Amount</Th>
          <Th className="hidden md:table-cell print:hidden">Receipts and invoices</Th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id} data-payment={payment.status}>
            <Td className="hidden whitespace-nowrap text-faint sm:table-cell">
              <DateTime at={payment.paidAt ?? payment.createdAt} show="day" />
            </Td>
            <Td>
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                {hrefOf ? (
                  <Link
                    href={hrefOf(payment)}
                    className="focus-ring inline-block rounded-md leading-6 underline-offset-4 hover:underline"
                  >
                    {payment.description}
                  </Link>
                ) : (
                  payment.description
                )}
                <StatusChip payment={payment} note={notes.get(payment.id)} />
              </span>
              <span className="block text-[12.5px] text-faint">{detail(payment)}</span>
              {confirmHrefOf && waitsForBank(payment) ? (
                <span className="mt-1 block max-w-xl text-[13px] text-muted">
                  Your bank asks you to confirm this payment.{" "}
                  <Link
                    href={confirmHrefOf(payment.id)}
                    aria-label={`Confirm the payment for ${payment.description}`}
                    className="focus-ring rounded-md text-accent underline-offset-4 hover:underline"
                  >
                    Confirm
                  </Link>
                </span>
              ) : null}
              <MoneyBack payment={payment} note={notes.get(payment.id)} />
              <span className="block text-[12.5px] text-faint sm:hidden">
                <DateTime at={payment.paidAt ?? payment.createdAt} show="day" />
              </span>
              <Papers payment={payment} className="mt-1 md:hidden" />
            </Td>
            <Td number className="font-medium">
              {formatMoney(payment.amountCents, payment.currency)}
              {sumsBeside(payment).map((sum) => (
                <span key={sum} className="block font-normal text-[12.5px] text-faint">
                  {sum}
                </span>
              ))}
            </Td>
            <Td className="hidden md:table-cell print:hidden">
              <Papers payment={payment} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function waitsForBank({ status, waitsForBank: waits }: PaymentView): boolean {
  return waits && status === "PENDING";
}

/** What the customer balance paid, and what was refunded or credited. */
function sumsBeside({ currency, balanceCents, refundedCents, creditedCents }: PaymentView): string[] {
  return [
    balanceCents > 0 ? `+${formatMoney(balanceCents, currency)} from your balance` : "",
    refundedCents > 0 ? `−${formatMoney(refundedCents, currency)} refunded` : "",
    creditedCents > 0 ? `−${formatMoney(creditedCents, currency)} credited` : "",
  ].filter(Boolean);
}

function StatusChip({ payment, note }: { payment: PaymentView; note: MoneyBackNote | undefined }) {
  const lost = payment.status === "DISPUTED" && note?.dispute === "LOST";
  const isSent = payment.dueAt !== null && payment.paidAt === null && payment.status !== "FAILED";
  const { name, tone } = lost
    ? ({ name: "Reversed", tone: "bad" } as const)
    : isSent
      ? ({ name: "Invoice sent", tone: "warn" } as const)
      : waitsForBank(payment)
        ? ({ name: "Waiting for your bank", tone: "warn" } as const)
        : statuses[payment.status];
  return <Chip tone={tone}>{name}</Chip>;
}

/** What a refund or dispute means for the credits of the payment. */
function MoneyBack({ payment, note }: { payment: PaymentView; note: MoneyBackNote | undefined }) {
  const sentences = moneyBackSentences(payment, note);
  return sentences.length === 0 ? null : (
    <span className="mt-1 block max-w-xl text-[13px] text-muted">{sentences.join(" ")}</span>
  );
}

function moneyBackSentences(
  { status, amountCents, balanceCents, refundedCents, creditedCents, currency }: PaymentView,
  note: MoneyBackNote | undefined,
): string[] {
  const pending = note?.pendingCents ?? 0;
  const given = refundedCents + creditedCents;
  const isAll = status === "REFUNDED" || given >= amountCents + balanceCents;
  return [
    given > 0
      ? isAll
        ? "It was fully refunded, and its credits were taken back."
        : `${formatMoney(given, currency)} was refunded, and the same share of its credits was taken back.`
      : "",
    pending > 0 ? `${formatMoney(pending, currency)} is on its way to your card.` : "",
    note?.refundFailed ? "The last refund failed, so its amount and its credits are unchanged." : "",
    note?.dispute ? disputes[note.dispute] : "",
  ].filter(Boolean);
}

const disputes: Record<NonNullable<MoneyBackNote["dispute"]>, string> = {
  INQUIRY: "Your bank asked about this payment. Nothing changes unless it becomes a dispute.",
  OPEN: "Your bank disputes this payment. Its remaining credits are frozen until the bank decides.",
  LOST: "Your bank reversed this payment, and its credits were taken back. Credits you had already spent are owed.",
  WON: "Your bank decided that the payment stands. Its credits are available again.",
};

/** The payment method or why the payment failed, and whether auto top-up made it. */
function detail(payment: PaymentView): string {
  const by = payment.origin === "AUTO_TOP_UP" ? "auto top-up" : "";
  if (payment.status === "FAILED" && payment.failureMessage) return dotted(payment.failureMessage, by);
  const { methodBrand: brand, methodLast4: last4 } = payment;
  const card = brand ? cardName({ brand, last4 }) : "";
  return dotted(card, payment.invoiceNumber ? `invoice ${payment.invoiceNumber}` : "", by);
}

const dotted = (...parts: string[]): string => parts.filter(Boolean).join(" · ");

function Papers({ payment, className }: { payment: PaymentView; className?: string }) {
  const papers = [
    { name: "Invoice", url: payment.invoiceUrl },
    { name: "PDF", url: payment.invoicePdfUrl },
    { name: "Receipt", url: payment.receiptUrl },
  ].flatMap(({ name, url }) => (url ? [{ name, url }] : []));
  if (papers.length === 0) return <span className={className} />;
  return (
    <ul className={`flex flex-wrap gap-x-4 gap-y-1 ${className ?? ""}`}>
      {papers.map(({ name, url }) => (
        <li key={name}>
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            aria-label={`${name} of ${payment.description}, opens a new tab`}
            className="focus-ring inline-flex items-center gap-1 rounded-md text-accent underline-offset-4 hover:underline"
          >
            {name} <ExternalLink aria-hidden className="size-3.5" />
          </a>
        </li>
      ))}
    </ul>
  );
}
