import type { Route } from "next";
import { adminTitle } from "@/app/admin/admin-title";
import { pageNow, viewerTimeZone } from "@/app/viewer";
import { MOST_DAYS, MOST_ROWS, parseMarginQuery } from "@/components/admin/margins/margin-query";
import { MarginTable } from "@/components/admin/margins/margin-table";
import { rangeText } from "@/components/admin/overview/overview-query";
import { ReplicaNote } from "@/components/admin/replica-note";
import { BackLink } from "@/components/ui/back-link";
import { Button, buttonStyle } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { customerMargins } from "@/lib/analytics/metrics/export-margins";
import { periodsOf } from "@/lib/analytics/metrics/periods";
import { spendMargins } from "@/lib/analytics/metrics/spend-margins";
import { requireAdmin } from "@/lib/auth/guards";
import { reports } from "@/lib/replica/reports";

export const generateMetadata = adminTitle("Margins");

export default async function AdminMarginsPage({ searchParams }: PageProps<"/admin/margins">) {
  await requireAdmin();
  const [params, now, timeZone] = await Promise.all([searchParams, pageNow(), viewerTimeZone()]);
  const { range, isShortened } = parseMarginQuery(params, timeZone, now);
  const { from, to: until } = periodsOf(range);
  const { sql, behindMs } = await reports().recent();
  const stretch = { from, until, limit: MOST_ROWS.page };
  const [customers, models] = await Promise.all([customerMargins(sql, stretch), spendMargins(sql, "model", stretch)]);
  const days = String(new URLSearchParams({ from: range.first, to: range.last }));
  return (
    <>
      <BackLink href="/admin">Overview</BackLink>
      <PageHeader
        title="Margins"
        action={
          <a className={buttonStyle({})} href={`/admin/margins/rows.csv?${days}`} download>
            Export CSV
          </a>
        }
      >
        Revenue is the credits spent, less what was returned, times what was paid for each: nothing for free credits.
        Cost is what meters counted times their cost on the rate card, also when credits were returned.
        <ReplicaNote behindMs={behindMs} now={now} />
      </PageHeader>
      <form action="/admin/margins" className="flex flex-wrap items-center gap-2">
        <Input
          type="date"
          name="from"
          aria-label="From day"
          key={`from ${range.first}`}
          defaultValue={range.first}
          required
          className="w-[138px]"
        />
        <span className="text-faint">to</span>
        <Input
          type="date"
          name="to"
          aria-label="To day"
          key={`to ${range.last}`}
          defaultValue={range.last}
          required
          className="w-[138px]"
        />
        <Button type="submit">Show</Button>
        <span className="text-[13px] text-muted">
          {rangeText(range)}. Days begin in {range.timeZone}.
        </span>
      </form>
      {isShortened ? (
        <Notice tone="info">
          At most {MOST_DAYS} days are shown at once. Showing the last {MOST_DAYS} of your range.
        </Notice>
      ) : null}
      {customers.length + models.length === 0 ? (
        <Card>
          <EmptyState title="Nothing was spent in these days." />
        </Card>
      ) : (
        <>
          <Card aria-label="By customer">
            <CardHead title="By customer" note={`the ${MOST_ROWS.page} who spent the most credits`} />
            <MarginTable
              caption="Margin by customer"
              of="Customer"
              rows={customers.map((one) => ({
                ...one,
                name: one.email,
                href: `/admin/users/${one.userId}` as Route,
              }))}
            />
          </Card>
          <Card aria-label="By model">
            <CardHead title="By model" note={`the ${MOST_ROWS.page} that took the most credits`} />
            <MarginTable
              caption="Margin by model"
              of="Model"
              rows={models.map((one) => ({ ...one, name: one.key ?? "Not named" }))}
            />
          </Card>
        </>
      )}
    </>
  );
}
