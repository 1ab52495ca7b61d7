import { fitsPhone } from "@/components/admin/on-phone";
import { failureText, paymentStatuses } from "@/components/admin/payments/payment-words";
import { RowLink } from "@/components/admin/row-link";
import { cardName } from "@/components/billing/card-name";
import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import { shownAs } from "@/lib/account/placeholder-email";
import type { OwnedPayment } from "@/lib/billing/purchases/list-all-payments";
import { formatMoney } from "@/lib/format/money";

/** Payments of all users, each with a link to its page. */
export function AdminPaymentList({ payments }: { payments: OwnedPayment[] }) {
  return (
    <Table caption="Payments">
      <thead>
        <tr>
          <Th>Payment</Th>
          <Th className="hidden md:table-cell">User</Th>
          <Th className="max-sm:hidden">Status</Th>
          <Th number>Amount</Th>
          <Th number className="hidden sm:table-cell">
            Created
          </Th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <tr key={payment.id} data-payment={payment.id}>
            <Td className={fitsPhone}>
              <RowLink href={`/admin/payments/${payment.id}`}>{payment.description}</RowLink>
              <span className="block text-[12.5px] text-faint">{methodOf(payment)}</span>
              <span title={shownAs(payment.user)} className="block truncate text-[12.5px] text-muted md:hidden">
                {shownAs(payment.user)}
              </span>
              <DateTime at={payment.createdAt} className="text-[12.5px] text-faint sm:hidden" />
              <span className="mt-1 block sm:hidden">
                <Status payment={payment} />
              </span>
            </Td>
            <Td className="hidden max-w-60 truncate text-muted md:table-cell">{shownAs(payment.user)}</Td>
            <Td className="max-sm:hidden">
              <Status payment={payment} />
            </Td>
            <Td number>
              <span className="font-medium">{formatMoney(payment.amountCents, payment.currency)}</span>
              {payment.refundedCents > 0 ? (
                <span className="block text-[12.5px] text-faint">
                  −{formatMoney(payment.refundedCents, payment.currency)} refunded
                </span>
              ) : null}
            </Td>
            <Td number className="hidden text-muted sm:table-cell">
              <DateTime at={payment.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Status({ payment }: { payment: OwnedPayment }) {
  return (
    <>
      <PaymentStatusChip status={payment.status} />
      {payment.status === "FAILED" ? <Failure payment={payment} /> : null}
    </>
  );
}

export function PaymentStatusChip({ status }: { status: OwnedPayment["status"] }) {
  const { name, tone } = paymentStatuses[status];
  return <Chip tone={tone}>{name}</Chip>;
}

function Failure({ payment }: { payment: OwnedPayment }) {
  return (
    <span className="mt-1 block max-w-64 text-[12.5px] text-muted">
      {failureText(payment)}
      {payment.nextAttemptAt ? (
        <span className="block">
          Next try <DateTime at={payment.nextAttemptAt} />
        </span>
      ) : null}
    </span>
  );
}

function methodOf({ methodBrand: brand, methodLast4: last4, invoiceNumber }: OwnedPayment): string {
  return [brand ? cardName({ brand, last4 }) : "", invoiceNumber ? `invoice ${invoiceNumber}` : ""]
    .filter(Boolean)
    .join(" · ");
}
