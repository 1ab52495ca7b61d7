import { StripeLink, type StripePages } from "@/components/admin/payments/stripe-link";
import { Chip, type Tone } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { PaymentDetails } from "@/lib/billing/purchases/find-payment";
import type { WebhookStatus } from "@/lib/generated/prisma/client";

const words: Record<WebhookStatus, { name: string; tone: Tone }> = {
  PENDING: { name: "Waiting", tone: "warn" },
  PROCESSED: { name: "Processed", tone: "good" },
  IGNORED: { name: "Ignored", tone: "plain" },
  FAILED: { name: "Failed", tone: "bad" },
};

/** Stripe's events about a payment, and what came of each. */
export function StripeEvents({ events, pages }: { events: PaymentDetails["events"]; pages: StripePages }) {
  return (
    <Table caption="Events from Stripe">
      <thead>
        <tr>
          <Th>Event</Th>
          <Th>Status</Th>
          <Th>Result</Th>
          <Th number>When</Th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <Td>
              <StripeLink id={event.id} pages={pages}>
                {event.type}
              </StripeLink>
            </Td>
            <Td>
              <Chip tone={words[event.status].tone}>{words[event.status].name}</Chip>
            </Td>
            <Td className="min-w-56 text-muted">{event.outcome}</Td>
            <Td number className="text-muted">
              <DateTime at={event.occurredAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
