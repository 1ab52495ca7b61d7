import { adminTitle } from "@/app/admin/admin-title";
import { attention } from "@/app/admin/attention";
import { startYear } from "@/app/admin/sample-year-action";
import { pageNow, viewerTimeZone } from "@/app/viewer";
import { AttentionCard } from "@/components/admin/attention/attention-card";
import { BalancesCard, CohortsCard } from "@/components/admin/overview/accounts-cards";
import { CreditsCard } from "@/components/admin/overview/credits-card";
import { MarginCard } from "@/components/admin/overview/margin-card";
import { parseOverviewQuery } from "@/components/admin/overview/overview-query";
import { RangeBar } from "@/components/admin/overview/range-bar";
import { RecurringCard } from "@/components/admin/overview/recurring-card";
import { RevenueCard } from "@/components/admin/overview/revenue-card";
import { SampleYearCard } from "@/components/admin/overview/sample-year-card";
import { ReplicaNote } from "@/components/admin/replica-note";
import { LinkButton } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { readOverview } from "@/lib/analytics/metrics/overview";
import { requireAdmin } from "@/lib/auth/guards";
import { listMeters, listPlans } from "@/lib/catalog/queries";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { reports } from "@/lib/replica/reports";
import { hasSales } from "@/lib/sample-year/has-sales";
import { readSampleYear } from "@/lib/sample-year/sample-year";

export const generateMetadata = adminTitle("Overview");

export default async function AdminOverviewPage({ searchParams }: PageProps<"/admin">) {
  await requireAdmin();
  const { sql, prisma } = database();
  const [params, now, timeZone] = await Promise.all([searchParams, pageNow(), viewerTimeZone()]);
  const reader = await reports().recent();
  const [overview, plans, meters, sample, sold, needed] = await Promise.all([
    readOverview(reader.sql, parseOverviewQuery(params, timeZone, now)),
    listPlans(prisma),
    listMeters(prisma),
    readSampleYear(env().LOCAL_YEAR_URL),
    hasSales(sql),
    attention(),
  ]);
  const { periods, currency, currencies, snapshots } = overview;
  return (
    <>
      <PageHeader title="Overview" action={<LinkButton href="/admin/margins">Margins</LinkButton>}>
        {snapshots ? (
          <>
            Updated every five minutes, last at <DateTime at={snapshots.asOf} />.
          </>
        ) : (
          "Updated every five minutes."
        )}
        <ReplicaNote behindMs={reader.behindMs} now={now} />
      </PageHeader>
      {sample ? <SampleYearCard sample={sample} hasSales={sold} now={now} start={startYear} /> : null}
      {snapshots ? null : (
        <Notice tone="warn">
          There are no figures yet. The worker adds them up every five minutes; npm run metrics:rebuild does it now.
        </Notice>
      )}
      <AttentionCard attention={needed} />
      <RangeBar periods={periods} currency={currency} currencies={currencies} now={now} />
      <RecurringCard overview={overview} />
      <RevenueCard overview={overview} />
      <CreditsCard overview={overview} />
      <MarginCard plans={plans} meters={meters} currency={currency} />
      {snapshots ? (
        <>
          <BalancesCard snapshots={snapshots} />
          <CohortsCard snapshots={snapshots} />
        </>
      ) : null}
    </>
  );
}
