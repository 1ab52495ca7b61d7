import { EventIcon } from "@/components/billing/event-icon";
import { SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Table, Td, Th } from "@/components/ui/table";
import type { BillingEventView } from "@/lib/billing/types";
import { formatMoney } from "@/lib/format/money";

/** The billing history, newest first. */
export function EventList({ events }: { events: BillingEventView[] }) {
  return (
    <Table caption="Billing history">
      <thead>
        <tr>
          <Th className="hidden w-48 sm:table-cell">When</Th>
          <Th>Event</Th>
          <Th number>Amount</Th>
          <Th number>Credits</Th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id} data-event={event.type}>
            <Td className="hidden whitespace-nowrap text-faint sm:table-cell">
              <DateTime at={event.occurredAt} />
            </Td>
            <Td>
              <span className="flex gap-2.5">
                <EventIcon type={event.type} />
                <span>
                  {event.description}
                  <span className="block text-[12.5px] text-faint sm:hidden">
                    <DateTime at={event.occurredAt} />
                  </span>
                </span>
              </span>
            </Td>
            <Td number>
              <EventMoney event={event} />
            </Td>
            <Td number>{event.credits === null ? "–" : <SignedCredits amount={event.credits} />}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const GIVEN_BACK = ["refunded", "credited", "dispute_lost", "duplicate_ended"];
const NOT_MOVED = ["payment_failed", "payment_pending", "refund_failed", "dispute_opened", "dispute_won"];

/** Refunded money has a minus sign; an amount that did not move is faint, and nothing is a dash, as of the start of a trial. */
function EventMoney({ event: { type, amountCents, currency } }: { event: BillingEventView }) {
  if (!amountCents || !currency) return "–";
  const amount = formatMoney(amountCents, currency);
  if (GIVEN_BACK.includes(type) && amountCents > 0) return `−${amount}`;
  return <span className={NOT_MOVED.includes(type) ? "text-faint" : ""}>{amount}</span>;
}
