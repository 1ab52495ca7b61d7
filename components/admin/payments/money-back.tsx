import { StripeLink, type StripePages } from "@/components/admin/payments/stripe-link";
import { Card, CardHead } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th } from "@/components/ui/table";
import type { PaymentDetails } from "@/lib/billing/purchases/find-payment";
import { formatMoney } from "@/lib/format/money";
import type { DisputeStatus, RefundStatus } from "@/lib/generated/prisma/client";

type Dispute = PaymentDetails["payment"]["disputes"][number];

const disputeWords: Record<DisputeStatus, { name: string; tone: Tone; effect: string }> = {
  INQUIRY: { name: "Inquiry", tone: "warn", effect: "The bank only asks. No money has moved." },
  OPEN: {
    name: "Open",
    tone: "bad",
    effect: "The money is withheld, and what is left of the payment's credits is frozen until the bank decides.",
  },
  WON: { name: "Won", tone: "good", effect: "The payment stands, and its credits are available again." },
  LOST: { name: "Lost", tone: "bad", effect: "The money is gone, and the payment's credits were taken back." },
};

/** The payment's disputes, each with its deadline and a link to answer it. */
export function Disputes({ disputes, pages }: { disputes: Dispute[]; pages: StripePages }) {
  return (
    <Card aria-label="Disputes">
      <CardHead title="Disputes" />
      <div className="grid gap-3 px-4 pb-5 sm:px-5">
        {disputes.map((dispute) => {
          const { name, tone, effect } = disputeWords[dispute.status];
          const isOpen = dispute.status === "OPEN" || dispute.status === "INQUIRY";
          return (
            <Notice
              key={dispute.id}
              tone={dispute.needsResponse ? "warn" : "info"}
              action={
                <StripeLink id={dispute.stripeDisputeId} pages={pages}>
                  {dispute.needsResponse ? "Answer in Stripe" : "See in Stripe"}
                </StripeLink>
              }
            >
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {formatMoney(dispute.amountCents, dispute.currency)}, {dispute.reason.replaceAll("_", " ")}
                <Chip tone={tone}>{name}</Chip>
              </p>
              <p className="mt-1">{effect}</p>
              {isOpen ? (
                <p className="mt-1">
                  {!dispute.needsResponse ? (
                    "It was answered. The bank decides."
                  ) : dispute.evidenceDueAt ? (
                    <>
                      Answer by <DateTime at={dispute.evidenceDueAt} />.
                    </>
                  ) : (
                    "Stripe gave no deadline."
                  )}
                </p>
              ) : null}
            </Notice>
          );
        })}
      </div>
    </Card>
  );
}

const refundWords: Record<RefundStatus, { name: string; tone: Tone }> = {
  PENDING: { name: "On its way", tone: "warn" },
  REQUIRES_ACTION: { name: "Waits for the customer", tone: "warn" },
  SUCCEEDED: { name: "Done", tone: "good" },
  FAILED: { name: "Failed", tone: "bad" },
  CANCELED: { name: "Canceled", tone: "plain" },
};

/** The payment's refunds. */
export function RefundTable({ refunds, pages }: { refunds: PaymentDetails["payment"]["refunds"]; pages: StripePages }) {
  return (
    <Table caption="Refunds">
      <thead>
        <tr>
          <Th>Refund</Th>
          <Th>Status</Th>
          <Th number>Amount</Th>
          <Th number className="max-sm:hidden">
            Created
          </Th>
        </tr>
      </thead>
      <tbody>
        {refunds.map((refund) => (
          <tr key={refund.id}>
            <Td>
              <StripeLink id={refund.stripeRefundId} pages={pages} />
              <DateTime at={refund.createdAt} className="block text-[12.5px] text-faint sm:hidden" />
            </Td>
            <Td>
              <Chip tone={refundWords[refund.status].tone}>{refundWords[refund.status].name}</Chip>
              {refund.failureReason ? (
                <span className="mt-1 block text-[12.5px] text-muted">{refund.failureReason.replaceAll("_", " ")}</span>
              ) : null}
            </Td>
            <Td number className="font-medium">
              {formatMoney(refund.amountCents, refund.currency)}
            </Td>
            <Td number className="text-muted max-sm:hidden">
              <DateTime at={refund.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
