import { ExternalLink } from "lucide-react";
import { Chip, type Tone } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import { formatMoney } from "@/components/ui/money";
import { Table, Td, Th } from "@/components/ui/table";
import type { PaymentStatus, PaymentView } from "@/lib/billing/types";

const statuses: Record<PaymentStatus, { name: string; tone: Tone }> = {
  PENDING: { name: "On its way", tone: "warn" },
  SUCCEEDED: { name: "Paid", tone: "good" },
  FAILED: { name: "Failed", tone: "bad" },
  REFUNDED: { name: "Refunded", tone: "plain" },
  PARTIALLY_REFUNDED: { name: "Partly refunded", tone: "plain" },
  DISPUTED: { name: "Disputed", tone: "warn" },
};

/** What was paid, when and how, with the papers. */
export function PaymentTable({ payments }: { payments: PaymentView[] }) {
  return (
    <Table caption="Payments">
      <thead>
        <tr>
          <Th className="hidden w-40 sm:table-cell">Date</Th>
          <Th>For</Th>
          <Th number>Amount</Th>
          <Th className="hidden md:table-cell">Papers</Th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id}>
            <Td className="hidden whitespace-nowrap text-faint sm:table-cell">
              <DateTime at={payment.paidAt ?? payment.createdAt} show="day" />
            </Td>
            <Td>
              <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                {payment.description}
                <Chip tone={statuses[payment.status].tone}>{statuses[payment.status].name}</Chip>
              </span>
              <span className="block text-[12.5px] text-faint">{detail(payment)}</span>
              <span className="block text-[12.5px] text-faint sm:hidden">
                <DateTime at={payment.paidAt ?? payment.createdAt} show="day" />
              </span>
              <Papers payment={payment} className="mt-1 md:hidden" />
            </Td>
            <Td number className="font-medium">
              {formatMoney(payment.amountCents, payment.currency)}
              {payment.refundedCents > 0 ? (
                <span className="block font-normal text-[12.5px] text-faint">
                  −{formatMoney(payment.refundedCents, payment.currency)} refunded
                </span>
              ) : null}
            </Td>
            <Td className="hidden md:table-cell">
              <Papers payment={payment} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** How it was paid, or why it was not. */
function detail(payment: PaymentView): string {
  if (payment.status === "FAILED" && payment.failureMessage) return payment.failureMessage;
  const card = payment.methodBrand && payment.methodLast4 ? `${brand(payment.methodBrand)} ${payment.methodLast4}` : "";
  return [card, payment.invoiceNumber ? `invoice ${payment.invoiceNumber}` : ""].filter(Boolean).join(" · ");
}

function brand(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

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
