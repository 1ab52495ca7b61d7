import Link from "next/link";
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
export function StripeEvents({ events }: { events: PaymentDetails["events"] }) {
  return (
    <Table caption="Events from Stripe">
      <thead>
        <tr>
          <Th>Event</Th>
          <Th>Status</Th>
          <Th className="hidden sm:table-cell">Result</Th>
          <Th number className="hidden sm:table-cell">
            When
          </Th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <Td>
              <Link
                href={`/admin/webhooks/${event.id}`}
                className="focus-ring inline-flex min-h-6 items-center rounded-md text-accent underline-offset-4 hover:underline"
              >
                {event.type}
              </Link>
            </Td>
            <Td>
              <Chip tone={words[event.status].tone}>{words[event.status].name}</Chip>
            </Td>
            <Td className="hidden min-w-56 text-muted sm:table-cell">{event.outcome}</Td>
            <Td number className="hidden text-muted sm:table-cell">
              <DateTime at={event.occurredAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
