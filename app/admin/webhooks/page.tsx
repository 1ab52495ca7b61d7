import { adminTitle } from "@/app/admin/admin-title";
import { remove, rename, save } from "@/app/admin/saved-views/actions";
import { replayFailed, replaySelected } from "@/app/admin/webhooks/actions";
import { FilterFold } from "@/components/admin/filter-fold";
import { SavedViews } from "@/components/admin/views/saved-views";
import { EventList } from "@/components/admin/webhooks/event-list";
import { InboxFilters } from "@/components/admin/webhooks/inbox-filters";
import { type InboxQuery, isNarrowed, parseInboxQuery } from "@/components/admin/webhooks/inbox-query";
import { ReplayFailed } from "@/components/admin/webhooks/replay-failed";
import { ReplayProgressCard } from "@/components/admin/webhooks/replay-progress-card";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { listViews } from "@/lib/saved-views/list-views";
import { HANDLED_EVENT_TYPES } from "@/lib/stripe/handled-event-types";
import { parseInboxCursor } from "@/lib/stripe/inbox/cursor";
import { countFailed, customersOfEmail, type InboxFilter, listInbox } from "@/lib/stripe/inbox/queries";
import { MOST_REPLAYED } from "@/lib/stripe/inbox/replay-events";
import { replayProgress } from "@/lib/stripe/inbox/replay-progress";

export const generateMetadata = adminTitle("Webhooks");

const PAGE_SIZE = 25;

export default async function AdminWebhooksPage({ searchParams }: PageProps<"/admin/webhooks">) {
  await requireAdmin();
  const { sql, prisma } = database();
  const query = parseInboxQuery(await searchParams);
  const { cursor, replay, ...kept } = query;
  // Before the list: once the replay is finished the page stops refreshing, so the list must not be older.
  const progress = replay ? await replayProgress(sql, replay) : null;
  const [page, failed, views] = await Promise.all([
    filterOf(query).then((filter) =>
      listInbox(sql, filter, { after: (cursor && parseInboxCursor(cursor)) || undefined, limit: PAGE_SIZE }),
    ),
    countFailed(sql, MOST_REPLAYED),
    listViews(prisma, "WEBHOOKS"),
  ]);
  return (
    <>
      <PageHeader
        title="Webhooks"
        action={failed > 0 ? <ReplayFailed failed={failed} most={MOST_REPLAYED} replayFailed={replayFailed} /> : null}
      >
        Every event that Stripe has sent, newest first, and what came of it. A replay goes through the same inbox and
        worker as a new event.
      </PageHeader>
      {progress ? <ReplayProgressCard progress={progress} /> : null}
      <Card aria-label="Webhook events">
        <CardHead title="Inbox" />
        <SavedViews list="WEBHOOKS" views={views} query={query} actions={{ save, rename, remove }} />
        <FilterFold active={[query.status, query.type, query.customer, query.id].filter(Boolean).length}>
          <InboxFilters query={query} types={HANDLED_EVENT_TYPES} />
        </FilterFold>
        {page.data.length > 0 ? (
          <EventList events={page.data} replaySelected={replaySelected} />
        ) : (
          <EmptyState title={isNarrowed(query) ? "No event matches." : "No events yet."}>
            {isNarrowed(query)
              ? "Change the filter, or clear it."
              : "Events appear here when Stripe sends them to /api/webhooks/stripe."}
          </EmptyState>
        )}
        <Pager
          pathname="/admin/webhooks"
          query={{ ...kept, ...(replay && { replay }) }}
          cursor={cursor}
          nextCursor={page.nextCursor}
        />
      </Card>
    </>
  );
}

async function filterOf({ status, type, customer, id }: InboxQuery): Promise<InboxFilter> {
  if (!customer) return { status, type, id };
  const customerIds = customer.includes("@") ? await customersOfEmail(database().sql, customer) : [customer];
  return { status, type, id, customerIds };
}
