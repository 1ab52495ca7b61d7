import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { replaySelected } from "@/app/admin/webhooks/actions";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { EventStatus } from "@/components/admin/webhooks/event-status";
import { EventTimeline, type TimelineReplay } from "@/components/admin/webhooks/event-timeline";
import { LinkedList } from "@/components/admin/webhooks/linked-list";
import { ReplayOne } from "@/components/admin/webhooks/replay-one";
import { BackLink } from "@/components/ui/back-link";
import { Card, CardHead } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import type { StripeMode } from "@/lib/stripe/client";
import { dashboardUrl } from "@/lib/stripe/dashboard-url";
import { hideSecrets } from "@/lib/stripe/inbox/hide-secrets";
import { linkedRecords } from "@/lib/stripe/inbox/linked-records";
import { findInboxEvent } from "@/lib/stripe/inbox/queries";

export const generateMetadata = adminTitle("Webhook event");

export default async function AdminWebhookEventPage({ params }: PageProps<"/admin/webhooks/[id]">) {
  await requireAdmin();
  const { id } = await params;
  const { prisma, sql } = database();
  const event = /^[\x21-\x7e]{1,255}$/.test(id) ? await findInboxEvent(prisma, id) : null;
  if (!event) notFound();
  const [records, replays] = await Promise.all([linkedRecords(sql, event), replaysOf(event)]);
  const { type, status, outcome, apiVersion, payload, occurredAt, receivedAt, tries } = event;
  const json = JSON.stringify(hideSecrets(payload), null, 2);
  return (
    <>
      <BackLink href="/admin/webhooks">Webhooks</BackLink>
      <PageHeader title={type} action={<ReplayOne id={event.id} replay={replaySelected} />}>
        <code className="break-all text-[13px]">{event.id}</code>
      </PageHeader>
      {status === "PENDING" ? <RefreshWhile /> : null}
      <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card aria-label="Timeline">
          <CardHead title="Timeline" action={<EventStatus status={status} />} />
          <p role="status" className="px-4 pb-3 sm:px-5">
            {status === "PENDING" ? "It waits for the worker." : outcome}
          </p>
          <EventTimeline occurredAt={occurredAt} receivedAt={receivedAt} attempts={tries} replays={replays} />
        </Card>
        <Card aria-label="What it is about">
          <CardHead title="What it is about" />
          <LinkedList
            records={records}
            objectId={event.objectId}
            stripeUrl={dashboardUrl(event.id, { mode: modeOf(payload), apiBase: env().STRIPE_API_BASE })}
          />
        </Card>
      </div>
      <Card aria-label="Payload">
        <CardHead title="Payload" note={apiVersion ? `API version ${apiVersion}` : null} />
        <p className="px-4 pb-3 text-[13px] text-muted sm:px-5">
          Secrets, links that let their reader pay, and details of the payer are hidden.
        </p>
        <pre
          // Scrolls, so the keyboard must reach it.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
          tabIndex={0}
          className="focus-ring max-h-[32rem] overflow-auto border-line border-t px-4 py-4 font-mono text-[12.5px] leading-relaxed sm:px-5"
        >
          {json}
        </pre>
      </Card>
    </>
  );
}

type FoundEvent = NonNullable<Awaited<ReturnType<typeof findInboxEvent>>>;

/** The replays of an event, oldest first; the last may not have led to an attempt yet. */
async function replaysOf({ tries, replay }: FoundEvent): Promise<TimelineReplay[]> {
  const all = new Map([...tries.map((one) => one.replay), replay].flatMap((one) => (one ? [[one.id, one]] : [])));
  const askedBy = [...all.values()].flatMap(({ requestedBy }) => requestedBy ?? []);
  const admins = await database().prisma.user.findMany({
    where: { id: { in: askedBy } },
    select: { id: true, email: true },
  });
  const emailOf = new Map(admins.map(({ id, email }) => [id, email]));
  return [...all.values()].map(({ id, requestedBy, requestedAt }) => ({
    id,
    at: requestedAt,
    by: (requestedBy && emailOf.get(requestedBy)) || "a script",
  }));
}

/** Whether the event is of live mode, as it says itself. */
function modeOf(payload: unknown): StripeMode {
  const live = typeof payload === "object" && payload !== null && "livemode" in payload && payload.livemode === true;
  return live ? "live" : "test";
}
