import type { ReactNode } from "react";
import { EventStatus } from "@/components/admin/webhooks/event-status";
import { DateTime } from "@/components/ui/date-time";
import type { WebhookStatus } from "@/lib/generated/prisma/enums";

export type TimelineAttempt = { id: string; at: Date; status: WebhookStatus; outcome: string; replayId: string | null };
export type TimelineReplay = { id: string; at: Date; by: string };

type EventTimelineProps = {
  occurredAt: Date;
  receivedAt: Date;
  attempts: TimelineAttempt[];
  replays: TimelineReplay[];
};

/** What happened to an event, in its order: at Stripe, here, and each attempt under the replay it was made for. */
export function EventTimeline({ occurredAt, receivedAt, attempts, replays }: EventTimelineProps) {
  const first = attempts.filter(({ replayId }) => replayId === null);
  return (
    <ol className="grid gap-3 px-4 pb-4 sm:px-5">
      <Step at={occurredAt}>Happened at Stripe</Step>
      <Step at={receivedAt}>Arrived here</Step>
      {first.map((attempt) => (
        <Attempt key={attempt.id} attempt={attempt} />
      ))}
      {replays.map((replay) => [
        <Step key={replay.id} at={replay.at}>
          Replayed by {replay.by}
        </Step>,
        ...attempts
          .filter(({ replayId }) => replayId === replay.id)
          .map((attempt) => <Attempt key={attempt.id} attempt={attempt} />),
      ])}
    </ol>
  );
}

function Attempt({ attempt: { at, status, outcome } }: { attempt: TimelineAttempt }) {
  return (
    <Step at={at}>
      <EventStatus status={status} /> <span className="mt-1 block break-words text-muted">{outcome}</span>
    </Step>
  );
}

function Step({ at, children }: { at: Date; children: ReactNode }) {
  return (
    <li className="grid gap-x-4 gap-y-0.5 border-line border-l-2 pl-3 sm:grid-cols-[11rem_minmax(0,1fr)] sm:border-l-0 sm:pl-0">
      <DateTime at={at} className="text-[13px] text-faint" />
      <span>{children}</span>
    </li>
  );
}
