"use client";

import type { Route } from "next";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useOutcome } from "@/components/admin/use-outcome";
import { EventStatus } from "@/components/admin/webhooks/event-status";
import type { ReplayOutcome } from "@/components/admin/webhooks/replay-outcome";
import { Button } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { LinkPending } from "@/components/ui/link-pending";
import { Table, Td, Th } from "@/components/ui/table";
import type { InboxEvent } from "@/lib/stripe/inbox/queries";

type EventListProps = { events: InboxEvent[]; replaySelected: (ids: string[]) => Promise<ReplayOutcome> };

const boxStyle = "size-4 accent-[var(--accent)]";

/** The inbox, with a selection that can be replayed together. */
export function EventList({ events, replaySelected }: EventListProps) {
  const router = useRouter();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const { pending, run } = useOutcome();
  const onPage = selected.filter((id) => events.some((event) => event.id === id));
  const toggle = (id: string) =>
    setSelected(onPage.includes(id) ? onPage.filter((other) => other !== id) : [...onPage, id]);
  const replay = () =>
    run(
      () => replaySelected([...onPage]),
      ({ replayId }) => {
        setSelected([]);
        if (replayId) router.push(`/admin/webhooks?replay=${replayId}` as Route);
      },
    );
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center gap-3 px-4 pb-3 sm:px-5">
        <Button size="small" pending={pending} onClick={replay} disabled={onPage.length === 0}>
          Replay selected
        </Button>
        <span className="text-[13px] text-faint" aria-live="polite">
          {onPage.length === 0 ? "Nothing is selected." : `${onPage.length} selected.`}
        </span>
      </div>
      <Table caption="Webhook events">
        <thead>
          <tr>
            <Th className="w-px pr-0 sm:pr-0">
              <input
                type="checkbox"
                aria-label="Select every event on this page"
                className={boxStyle}
                checked={onPage.length === events.length}
                onChange={() => setSelected(onPage.length === events.length ? [] : events.map(({ id }) => id))}
              />
            </Th>
            <Th>Event</Th>
            <Th className="hidden md:table-cell">Customer</Th>
            <Th number className="hidden sm:table-cell">
              Attempts
            </Th>
            <Th number className="hidden sm:table-cell">
              Arrived
            </Th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id} data-event={event.id}>
              <Td className="pr-0 sm:pr-0">
                <input
                  type="checkbox"
                  aria-label={`Select ${event.type} ${event.id}`}
                  className={boxStyle}
                  checked={onPage.includes(event.id)}
                  onChange={() => toggle(event.id)}
                />
              </Td>
              <Td>
                <span className="flex flex-wrap items-center gap-2">
                  <Link
                    href={`/admin/webhooks/${event.id}` as Route}
                    className="focus-ring inline-block rounded-md font-medium font-mono text-[13px] leading-6 underline [overflow-wrap:anywhere] decoration-line-strong underline-offset-4 hover:decoration-ink"
                  >
                    {event.type}
                    <LinkPending />
                  </Link>
                  <EventStatus status={event.status} />
                </span>
                <span className="mt-0.5 block break-words text-[13px] text-muted">
                  {event.outcome ?? "It has not been processed yet."}
                </span>
                <span className="block text-[12.5px] text-faint sm:hidden">
                  <DateTime at={event.receivedAt} />
                </span>
              </Td>
              <Td className="hidden md:table-cell">
                {event.customerId ? (
                  <Link
                    href={{ pathname: "/admin/webhooks", query: { customer: event.customerId } }}
                    className="focus-ring inline-block break-all rounded-md font-mono text-[12.5px] text-muted leading-6 underline decoration-line underline-offset-4"
                  >
                    {event.customerId}
                  </Link>
                ) : (
                  <span className="text-faint">none</span>
                )}
              </Td>
              <Td number className="hidden sm:table-cell">
                {event.attempts}
              </Td>
              <Td number className="hidden text-faint sm:table-cell">
                <DateTime at={event.receivedAt} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
