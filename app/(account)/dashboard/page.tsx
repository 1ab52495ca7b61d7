import type { Metadata } from "next";
import Link from "next/link";
import { billingActions } from "@/app/billing-actions";
import { accountOf, pageNow, snapshotOf, subscriptionOf, viewerTimeZone } from "@/app/viewer";
import { AccountAlerts } from "@/components/billing/account-alerts";
import { AvailableCard } from "@/components/credits/available-card";
import { EntryTable } from "@/components/credits/entry-table";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { UsageCard } from "@/components/usage/usage-card";
import { dailyUsage } from "@/lib/analytics/daily-usage";
import { requireUser } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { entrySources } from "@/lib/ledger/entry-sources";
import { history } from "@/lib/ledger/queries";

export const metadata: Metadata = { title: "Dashboard" };

const DAYS = 30;
const RECENT = 8;

export default async function DashboardPage() {
  const user = await requireUser("/dashboard");
  const { sql } = database();
  const [accountId, now, timeZone] = await Promise.all([accountOf(user.id), pageNow(), viewerTimeZone()]);
  const [snapshot, subscription, usage, recent] = await Promise.all([
    snapshotOf(user.id),
    subscriptionOf(user.id),
    dailyUsage(sql, { accountId, days: DAYS, timeZone }, now),
    history(sql, accountId, { limit: RECENT }),
  ]);
  const entries = recent.ok ? recent.data : [];
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-7 pb-8">
      <RefreshOnMove />
      <h1 className="sr-only">Dashboard</h1>
      <AccountAlerts subscription={subscription} snapshot={snapshot} actions={billingActions} />
      <div className="grid items-stretch gap-4 lg:grid-cols-[1.25fr_1fr]">
        <AvailableCard initial={snapshot} />
        <UsageCard days={usage} />
      </div>
      <Card aria-label="Recent activity">
        <CardHead
          title="Recent activity"
          action={
            <Link href="/credits#history" className="focus-ring rounded-md text-muted hover:text-ink">
              All entries
            </Link>
          }
        />
        {entries.length > 0 ? (
          <EntryTable entries={entries} sources={await entrySources(sql, accountId, entries)} />
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
        )}
      </Card>
    </div>
  );
}
