import type { Metadata, Route } from "next";
import { buyGift } from "@/app/(account)/credits/gift-action";
import { redeemCode } from "@/app/(account)/credits/promo-code-action";
import { billingActions } from "@/app/billing-actions";
import { offered } from "@/app/catalogue";
import { accountOf, balanceOf, pageNow, snapshotOf, subscriptionOf, viewerTimeZone } from "@/app/viewer";
import { cardName } from "@/components/billing/card-name";
import { DelayedNotice } from "@/components/billing/delayed-notice";
import { refillWait } from "@/components/billing/plan-status";
import { ArchivedLine } from "@/components/credits/archived-line";
import { AvailableCard } from "@/components/credits/available-card";
import { markOf } from "@/components/credits/balance-snapshot";
import { entryHref } from "@/components/credits/entry-href";
import { EntryTable } from "@/components/credits/entry-table";
import { HistoryFilters } from "@/components/credits/history-filters";
import { type HistoryQuery, parseHistoryQuery } from "@/components/credits/history-query";
import { HoldCard } from "@/components/credits/hold-table";
import { LotTable } from "@/components/credits/lot-table";
import { NoCreditsLeft } from "@/components/credits/refill-date";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { GiftsCard } from "@/components/growth/gifts-card";
import { PromoCodeForm } from "@/components/growth/promo-code-form";
import { PackCards } from "@/components/pricing/pack-cards";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { metersByKey } from "@/components/usage/meter-words";
import { accountFacts } from "@/lib/account/account-facts";
import { dayStart } from "@/lib/analytics/calendar";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { entryPayments } from "@/lib/billing/entry-payments";
import { listGifts } from "@/lib/billing/gifts/list-gifts";
import { refillsAmong, unusedRefillsBefore } from "@/lib/billing/refills/dormancy/unused-refills";
import { comingRefillAt } from "@/lib/billing/refills/next-refill";
import { database, type Sql } from "@/lib/db";
import { env } from "@/lib/env";
import { archivedSpends, isAtEnd } from "@/lib/ledger/archive/archived-spends";
import { entrySources } from "@/lib/ledger/entry-sources";
import { holdsWithoutSpend, listHolds } from "@/lib/ledger/holds";
import { getEntry, history } from "@/lib/ledger/queries";
import type { Entry } from "@/lib/ledger/types";
import { reports } from "@/lib/replica/reports";

export const metadata: Metadata = {
  title: "Credits",
  description: "Your balance, when it expires, and everything that changed it.",
};

export default async function CreditsPage({ searchParams }: PageProps<"/credits">) {
  const user = await requireUser("/credits");
  const { sql, prisma } = database();
  const now = await pageNow();
  const [query, snapshot, balance, subscription, { packs }, card, holds, { delayed }, gifts] = await Promise.all([
    searchParams.then(parseHistoryQuery),
    snapshotOf(user.id),
    balanceOf(user.id),
    subscriptionOf(user.id),
    offered(),
    prisma.savedCard.findUnique({ where: { userId: user.id } }),
    accountOf(user.id).then((accountId) => listHolds(sql, accountId, now)),
    accountFacts(sql, user.id, now),
    listGifts(prisma, { userId: user.id, isViewed: Boolean(user.view) }, now),
  ]);
  const waitsFor = refillWait(subscription);
  // A page that sends people here to buy credits is where they go back to.
  const next = returnPath((await searchParams).next) ?? "/credits";
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <RefreshOnMove rendered={markOf(snapshot)} />
      <PageHeader
        title="Credits"
        action={<LinkButton href={"/credits/explain" as Route}>Explain my balance</LinkButton>}
      >
        Your balance, when it expires, and everything that changed it.
      </PageHeader>
      {delayed.map((payment) => (
        <DelayedNotice key={payment.id} payment={payment} />
      ))}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <AvailableCard initial={snapshot} waitsFor={waitsFor} on="credits" />
        <Card aria-label="Your credits">
          <CardHead title="Your credits" note="in the order they are spent" />
          {balance.lots.length > 0 ? (
            <LotTable
              lots={balance.lots}
              refillAt={comingRefillAt(subscription?.nextRefill, now)}
              hrefOf={({ id }) => `/credits/explain#lot-${id}` as Route}
            />
          ) : (
            <EmptyState title="No credits left.">
              <NoCreditsLeft balance={snapshot} waitsFor={waitsFor} />
            </EmptyState>
          )}
        </Card>
      </div>
      <HoldCard holds={holds} />
      <section aria-labelledby="packs" className="mt-4">
        <h2 id="packs" className="mb-3 scroll-mt-20 font-semibold text-base">
          Buy credits <span className="font-normal text-faint">one-time, kept until spent</span>
        </h2>
        {packs.length > 0 ? (
          <PackCards packs={packs} signedIn savedCard={card && cardName(card)} next={next} actions={billingActions} />
        ) : (
          <Card>
            <EmptyState
              title="No packs are available right now."
              action={<LinkButton href="/pricing">See plans</LinkButton>}
            />
          </Card>
        )}
      </section>
      <div className="mt-1">
        <PromoCodeForm action={redeemCode} />
      </div>
      <GiftsCard gifts={gifts} packs={env().GIFT_CODES ? packs : []} buyGift={buyGift} />
      <History userId={user.id} accountId={await accountOf(user.id)} query={query} />
    </div>
  );
}

// A month of daily spends is one page, and one row where it is all the same.
const PAGE_SIZE = 40;

type HistoryProps = { userId: string; accountId: string; query: HistoryQuery };

async function History({ userId, accountId, query }: HistoryProps) {
  const { sql, prisma } = await reports().current();
  const timeZone = await viewerTimeZone();
  const filter = {
    type: query.type,
    from: query.from ? (dayStart(query.from, timeZone) ?? undefined) : undefined,
    to: query.to ? (dayStart(query.to, timeZone, 1) ?? undefined) : undefined,
  };
  const page = await history(sql, accountId, { ...filter, cursor: query.cursor, limit: PAGE_SIZE });
  // An invalid cursor in the URL shows the first page rather than an error.
  const shown = page.ok ? page : await history(sql, accountId, { ...filter, limit: PAGE_SIZE });
  const entries = shown.ok ? shown.data : [];
  const atEnd = shown.ok && isAtEnd(shown, filter);
  const [sources, payments, unused, { rates }, archived, notCharged] = await Promise.all([
    entrySources(sql, accountId, entries),
    entryPayments(prisma, userId, entries),
    unusedRefillsBefore(sql, userId, refillsAmong(entries)),
    offered(),
    atEnd ? archivedSpends(sql, accountId) : null,
    query.type
      ? []
      : holdsOfPage(sql, accountId, {
          entries,
          isFirst: !page.ok || !query.cursor,
          isLast: shown.ok && shown.nextCursor === null,
          ...filter,
        }),
  ]);
  const kept = keptQuery(query);
  return (
    <Card aria-label="History" id="history" className="mt-4 scroll-mt-20">
      <CardHead title="History" action={<HistoryFilters query={query} />} />
      {entries.length + notCharged.length > 0 ? (
        <EntryTable
          entries={entries}
          sources={sources}
          meters={metersByKey(rates)}
          payments={payments}
          unused={unused}
          notCharged={notCharged}
          hrefOf={entryHref}
        />
      ) : (
        <NoEntries filtered={Object.keys(kept).length > 0} />
      )}
      {archived ? <ArchivedLine archived={archived} /> : null}
      <Pager
        pathname="/credits"
        query={kept}
        cursor={page.ok ? query.cursor : undefined}
        nextCursor={shown.ok ? shown.nextCursor : null}
      />
    </Card>
  );
}

type PageOfHistory = { entries: Entry[]; isFirst: boolean; isLast: boolean; from?: Date; to?: Date };

/** The holds without a spend between the first entry of the page before and the last one of this page. */
async function holdsOfPage(sql: Sql, accountId: string, { entries, isFirst, isLast, from, to }: PageOfHistory) {
  const now = await pageNow();
  const [first] = entries;
  const newer = isFirst || !first ? null : await getEntry(sql, accountId, first.seq + 1n);
  const oldest = isLast ? from : entries.at(-1)?.createdAt;
  const range = { from: oldest ?? new Date(0), until: newer?.createdAt ?? to ?? new Date(now.getTime() + 1) };
  return holdsWithoutSpend(sql, accountId, { ...range, limit: PAGE_SIZE }, now);
}

function NoEntries({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState title="No entries match." action={<LinkButton href="/credits#history">Show all</LinkButton>}>
      Try another type or other dates.
    </EmptyState>
  ) : (
    <EmptyState
      title="No activity yet."
      action={
        <LinkButton href="/playground" look="primary">
          Try the playground
        </LinkButton>
      }
    >
      Every credit you receive or spend is listed here, with its reason.
    </EmptyState>
  );
}

function keptQuery({ type, from, to }: HistoryQuery): Record<string, string> {
  return { ...(type && { type }), ...(from && { from }), ...(to && { to }) };
}
