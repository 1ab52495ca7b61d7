import { Download } from "lucide-react";
import type { Metadata } from "next";
import { accountOf, balanceOf, pageNow, snapshotOf, subscriptionOf, viewerTimeZone } from "@/app/viewer";
import { refillWait } from "@/components/billing/plan-status";
import { markOf } from "@/components/credits/balance-snapshot";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { chosenDimension, DimensionCard } from "@/components/usage/dimension-card";
import { FilterBar } from "@/components/usage/filter-bar";
import { LargestCalls } from "@/components/usage/largest-calls";
import { MeterChart } from "@/components/usage/meter-chart";
import { MeterList } from "@/components/usage/meter-list";
import { meterName } from "@/components/usage/meter-words";
import { OwnKeyCard } from "@/components/usage/own-key-card";
import { UsageFigures } from "@/components/usage/usage-figures";
import { parseUsageFilter, usageHref, usageQuery } from "@/components/usage/usage-filter";
import { UsageFilters } from "@/components/usage/usage-filters";
import { parseUsageRange } from "@/components/usage/usage-range";
import { barsOf, seriesOf } from "@/components/usage/usage-series";
import { UsageTable } from "@/components/usage/usage-table";
import { archivedText, changeWords, daysText, ignoredText, words } from "@/components/usage/words";
import { addDays, dayOf, daysBetween, startOfDay } from "@/lib/analytics/calendar";
import { readForecast } from "@/lib/analytics/forecast";
import { usageReport } from "@/lib/analytics/usage-report";
import { KEPT_MONTHS } from "@/lib/archive/months";
import { requireUser } from "@/lib/auth/guards";
import { ownKeyUsage } from "@/lib/billing/own-keys/queries";
import { rateCard } from "@/lib/catalog/rate-card";
import { database } from "@/lib/db";
import { archivedSpends } from "@/lib/ledger/archive/archived-spends";
import { largestSpends } from "@/lib/ledger/largest-spends";
import { namedDimensions, spentByDimension } from "@/lib/ledger/spent";
import { reports } from "@/lib/replica/reports";
import { addMonths } from "@/lib/time";

export const metadata: Metadata = {
  title: "Usage",
  description: "The credits you spend, by day and by meter.",
};

const LARGEST = 8;

export default async function UsagePage({ searchParams }: PageProps<"/usage">) {
  const user = await requireUser("/usage");
  const [query, accountId, now, timeZone, balance, subscription] = await Promise.all([
    searchParams,
    accountOf(user.id),
    pageNow(),
    viewerTimeZone(),
    balanceOf(user.id),
    subscriptionOf(user.id),
  ]);
  const range = parseUsageRange(query, timeZone, now);
  const { first, last, comparison } = range;
  const { filter, ignored } = parseUsageFilter(query);
  const isFiltered = Object.keys(filter).length > 0;
  const [from, until] = [startOfDay(first, timeZone), startOfDay(addDays(last, 1), timeZone)];
  const nextRefillAt = subscription?.nextRefill?.at ?? null;
  // After the balance, so that the report has all that the balance shows.
  const { hotSql } = await reports().current();
  const choices = await namedDimensions(hotSql, accountId);
  const dimension = chosenDimension(query.by, choices);
  const by = query.by === dimension ? dimension : null;
  const [report, largest, forecast, card, ownKey, byDimension] = await Promise.all([
    usageReport(hotSql, { accountId, first, last, timeZone, comparison, filter }, now),
    largestSpends(hotSql, accountId, { from, until, limit: LARGEST, filter }),
    readForecast(hotSql, { accountId, timeZone, balance, nextRefillAt }, now),
    rateCard().find(database().sql),
    ownKeyUsage(hotSql, user.id, { from, until }),
    dimension ? spentByDimension(hotSql, { accountId, dimension, from, until, filter }) : [],
  ]);
  const found = from < addMonths(now, -KEPT_MONTHS) ? await archivedSpends(hotSql, accountId) : null;
  const archived = found && from < found.before ? found : null;
  const snapshot = await snapshotOf(user.id);
  const series = seriesOf(report, (meter) => meterName(card, meter));
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <RefreshOnMove rendered={markOf(snapshot)} />
      <PageHeader
        title="Usage"
        action={
          <a className={buttonStyle()} href={`/usage/usage.csv?${usageQuery(range, filter)}`} download>
            <Download aria-hidden /> Export CSV
          </a>
        }
      >
        {words.intro}
      </PageHeader>
      <UsageFilters range={range} today={dayOf(now, timeZone)} filter={filter} />
      {choices.length > 0 || isFiltered || series.length > 1 ? (
        <FilterBar filter={filter} range={range} by={by} meters={card} dimensions={choices} />
      ) : null}
      {ignored.length > 0 ? <Notice tone="info">{ignoredText(ignored)}</Notice> : null}
      {range.changes.map((change) => (
        <Notice key={change} tone="info">
          {changeWords[change]}
        </Notice>
      ))}
      {archived ? <Notice tone="info">{archivedText(archived, timeZone)}</Notice> : null}
      <p className="text-[13px] text-faint">
        {daysText(first, last)} · days in {timeZone.replaceAll("_", " ")}
      </p>
      <UsageFigures
        report={report}
        days={daysBetween(first, last) + 1}
        balance={snapshot}
        waitsFor={refillWait(subscription)}
        forecast={forecast}
      />
      {series.length > 0 ? (
        <>
          <div className="grid items-stretch gap-4 lg:grid-cols-[1.6fr_1fr]">
            <Card aria-label="Chart" className="flex flex-col">
              <CardHead title="Credits spent" note={`by ${report.unit}`} />
              <MeterChart bars={barsOf(report, series, timeZone)} series={series} />
            </Card>
            <Card aria-label="By meter">
              <CardHead title="By meter" />
              <MeterList
                series={series.map((one) => ({
                  ...one,
                  ...(one.meter !== null && { href: usageHref(range, { ...filter, meter: one.meter }, by) }),
                }))}
              />
            </Card>
          </div>
          {dimension ? (
            <DimensionCard
              choices={choices}
              chosen={dimension}
              usage={byDimension}
              total={series.reduce((sum, { spent }) => sum + spent, 0n)}
              range={range}
              filter={filter}
            />
          ) : null}
          <div className="grid items-start gap-4 lg:grid-cols-[1.6fr_1fr]">
            <Card aria-label="Table">
              <CardHead title={`By ${report.unit} and meter`} />
              <UsageTable report={report} series={series} timeZone={timeZone} />
            </Card>
            {largest.length > 0 ? (
              <Card aria-label="Largest spends">
                <CardHead title="Largest spends" />
                <LargestCalls spends={largest} meters={card} />
              </Card>
            ) : null}
          </div>
        </>
      ) : (
        <Card>
          <EmptyState
            title={
              archived ? "No spends to show." : `Nothing spent ${range.name === "today" ? "today" : "in these days"}.`
            }
            action={
              isFiltered ? (
                <LinkButton href={usageHref(range, {}, by)}>Remove the filters</LinkButton>
              ) : (
                <LinkButton href="/playground" look="primary">
                  Try the playground
                </LinkButton>
              )
            }
          >
            {isFiltered ? words.nothingFiltered : range.name === "30-days" ? words.nothingEver : words.nothing}
          </EmptyState>
        </Card>
      )}
      <OwnKeyCard usage={ownKey} meters={card} />
    </div>
  );
}
