import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { pageNow, viewerTimeZone } from "@/app/viewer";
import { parseNumberQuery } from "@/components/admin/overview/number-query";
import { RowList } from "@/components/admin/overview/row-list";
import { TotalLine } from "@/components/admin/overview/total-line";
import { coveredText } from "@/components/admin/overview/words";
import { ReplicaNote } from "@/components/admin/replica-note";
import { BackLink } from "@/components/ui/back-link";
import { buttonStyle } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { readOverview } from "@/lib/analytics/metrics/overview";
import { numberOf } from "@/lib/analytics/rows/numbers";
import { requireAdmin } from "@/lib/auth/guards";
import { formatKeyset, parseKeyset } from "@/lib/keyset";
import { reports } from "@/lib/replica/reports";

const PAGE_SIZE = 50;

export async function generateMetadata({ params }: PageProps<"/admin/metrics/[number]">): Promise<Metadata> {
  return adminTitle(numberOf((await params).number)?.title ?? "Not found")();
}

export default async function AdminNumberPage({ params, searchParams }: PageProps<"/admin/metrics/[number]">) {
  await requireAdmin();
  const { number: name } = await params;
  const number = numberOf(name);
  if (!number) notFound();
  const { sql, behindMs } = await reports().recent();
  const [{ cursor, ...given }, now, timeZone] = await Promise.all([searchParams, pageNow(), viewerTimeZone()]);
  const query = parseNumberQuery(given, timeZone, now);
  const overview = await readOverview(sql, query);
  const { from, to } = overview.periods;
  const filter = { ...query, from, to, currency: overview.currency, now };
  const after = typeof cursor === "string" ? parseKeyset(cursor) : null;
  const counted = { total: number.total(overview, filter), asOf: overview.snapshots?.asOf ?? null };
  const [{ rows, next }, live] = await Promise.all([
    number.rows(sql, filter, { after, limit: PAGE_SIZE }),
    number.live?.(sql, filter, counted.total),
  ]);
  const kept = Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
  return (
    <>
      <BackLink href="/admin">Overview</BackLink>
      <PageHeader
        title={number.title}
        action={
          <a className={buttonStyle({})} href={`/admin/metrics/${name}/rows.csv?${new URLSearchParams(kept)}`} download>
            Export CSV
          </a>
        }
      >
        {number.about} {coveredText(number.covers, overview.periods, now)}
        <ReplicaNote behindMs={behindMs} now={now} />
      </PageHeader>
      <Card aria-label={number.title}>
        <TotalLine counted={counted} live={live} />
        {rows.length > 0 ? (
          <RowList title={number.title} rows={rows} />
        ) : (
          <EmptyState title="There is nothing behind this number." />
        )}
        <Pager
          pathname={`/admin/metrics/${name}` as Route}
          query={kept}
          cursor={after ? String(cursor) : undefined}
          nextCursor={next && formatKeyset(next)}
        />
      </Card>
    </>
  );
}
