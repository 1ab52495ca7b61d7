import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { hideFirstSteps } from "@/app/(account)/dashboard/hide-first-steps";
import { billingActions } from "@/app/billing-actions";
import { offered } from "@/app/catalogue";
import { accountOf, balanceOf, pageNow, snapshotOf, subscriptionOf, viewerTimeZone } from "@/app/viewer";
import { AccountAlerts } from "@/components/billing/account-alerts";
import { refillWait } from "@/components/billing/plan-status";
import { AvailableCard } from "@/components/credits/available-card";
import { markOf } from "@/components/credits/balance-snapshot";
import { entryHref } from "@/components/credits/entry-href";
import { EntryTable } from "@/components/credits/entry-table";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { BuyCard } from "@/components/dashboard/buy-card";
import { FirstSteps, isAllDone } from "@/components/dashboard/first-steps";
import { MeterCard } from "@/components/dashboard/meter-card";
import { PlanCard } from "@/components/dashboard/plan-card";
import { words } from "@/components/dashboard/words";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LastingLine } from "@/components/usage/lasting-line";
import { metersByKey } from "@/components/usage/meter-words";
import { UsageCard } from "@/components/usage/usage-card";
import { accountFacts } from "@/lib/account/account-facts";
import { forecastOf } from "@/lib/analytics/forecast";
import { recentUsage } from "@/lib/analytics/recent-usage";
import { requireUser } from "@/lib/auth/guards";
import { cookieName } from "@/lib/cookies";
import { database } from "@/lib/db";
import { listBudgets } from "@/lib/ledger/budgets/list-budgets";
import { recentEntries } from "@/lib/ledger/recent-entries";

export const metadata: Metadata = {
  title: "Dashboard",
  description: "Your credits, what you spent them on, and what comes next.",
};

const DAYS = 30;
const RECENT_ROWS = 8;
// Runs of the same spend share a row.
const RECENT_ENTRIES = 40;
const RECENT_OF_A_RUN = 8;

export default async function DashboardPage() {
  const user = await requireUser("/dashboard");
  const { sql, hotSql } = database();
  const [accountId, now, timeZone] = await Promise.all([accountOf(user.id), pageNow(), viewerTimeZone()]);
  const [snapshot, subscription, usage, { entries, sources }, facts, { packs, rates }, jar, budgets] =
    await Promise.all([
      snapshotOf(user.id),
      subscriptionOf(user.id),
      recentUsage(hotSql, { accountId, days: DAYS, timeZone }, now),
      recentEntries(sql, accountId, RECENT_ENTRIES),
      accountFacts(hotSql, user.id, now),
      offered(),
      cookies(),
      listBudgets(sql, accountId, now),
    ]);
  const nextRefillAt = subscription?.nextRefill?.at ?? null;
  const forecast = forecastOf(usage.days, { balance: await balanceOf(user.id), nextRefillAt }, now);
  const meters = metersByKey(rates);
  const hasSpent = usage.meters.length > 0 || entries.some(({ type }) => type === "USAGE");
  const done = { spend: hasSpent, buy: facts.hasBought, key: facts.hasApiKey };
  const isHidden = jar.get(cookieName("firstSteps"))?.value === user.id;
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-7 pb-8">
      <RefreshOnMove rendered={markOf(snapshot)} />
      <h1 className="sr-only">Dashboard</h1>
      <AccountAlerts subscription={subscription} snapshot={snapshot} delayed={facts.delayed} actions={billingActions} />
      {isHidden || isAllDone(done) ? null : (
        <FirstSteps done={done} hasCredits={snapshot.available > 0} hide={hideFirstSteps} />
      )}
      <div className="grid items-stretch gap-4 lg:grid-cols-[1.25fr_1fr]">
        <AvailableCard initial={snapshot} waitsFor={refillWait(subscription)} on="dashboard" />
        <UsageCard days={usage.days}>
          <LastingLine
            balance={snapshot}
            forecast={forecast}
            className="mt-3 border-line border-t pt-3 text-[13px] text-muted"
          />
        </UsageCard>
      </div>
      <div className="grid items-stretch gap-4 md:grid-cols-2 lg:grid-cols-3">
        <PlanCard subscription={subscription} limits={budgets.filter(({ ofPlan }) => ofPlan)} now={now} />
        <MeterCard meters={usage.meters} known={meters} />
        <div className="grid md:max-lg:col-span-2">
          <BuyCard packs={packs} />
        </div>
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
          <EntryTable
            entries={entries}
            sources={sources}
            meters={meters}
            hrefOf={entryHref}
            rows={RECENT_ROWS}
            listed={RECENT_OF_A_RUN}
          />
        ) : (
          <EmptyState
            title={words.empty.title}
            action={
              snapshot.available > 0 ? (
                <LinkButton href="/playground" look="primary">
                  Try the playground
                </LinkButton>
              ) : (
                <LinkButton href="/pricing" look="primary">
                  See plans
                </LinkButton>
              )
            }
          >
            {words.empty.text}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
