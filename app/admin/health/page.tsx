import { adminTitle } from "@/app/admin/admin-title";
import { reconcileNow, verifyNow } from "@/app/admin/health/actions";
import { pageNow } from "@/app/viewer";
import { AlertList } from "@/components/admin/health/alert-list";
import { CheckButton } from "@/components/admin/health/check-button";
import { DriftReport } from "@/components/admin/health/drift-report";
import { FactList } from "@/components/admin/health/fact-list";
import { lagFacts, metricFacts, replicaFacts, versionFacts } from "@/components/admin/health/facts";
import { LedgerCheck } from "@/components/admin/health/ledger-check";
import { SlowStatements, TableSizes } from "@/components/admin/health/table-sizes";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { readiness } from "@/lib/api/endpoints/health/readiness";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { readDatabaseFacts, slowestStatements } from "@/lib/health/database-facts";
import { readLags } from "@/lib/health/lags";
import { lastAlerts, lastReconciliations, lastVerifications } from "@/lib/health/last-checks";
import { readMetricRuns } from "@/lib/health/metric-runs";
import { workerState } from "@/lib/jobs/worker-state";
import { notifications } from "@/lib/notifications";
import { processReplica } from "@/lib/replica/reports";
import { isStopping } from "@/lib/shutdown/stopping";

export const generateMetadata = adminTitle("Health");

const RUNS = 5;
const ALERTS = 10;

export default async function AdminHealthPage() {
  await requireAdmin();
  const opened = database();
  const { prisma, sql } = opened;
  const [ready, alerts, verified, reconciled, lags, metrics, facts, slowest, replica] = await Promise.all([
    readiness(opened, { worker: workerState(), stopping: isStopping(), announcements: notifications() }),
    lastAlerts(prisma, ALERTS),
    lastVerifications(prisma),
    lastReconciliations(prisma, RUNS),
    readLags(sql, await pageNow()),
    readMetricRuns(sql),
    readDatabaseFacts(sql),
    slowestStatements(opened),
    processReplica()?.state(),
  ]);
  const [lastRun] = reconciled;
  return (
    <>
      <PageHeader title="Health">
        What is checked automatically, and when it was last checked. Admins get an email when a check fails, then daily
        until it passes, and when all is clear.
      </PageHeader>
      {ready.ready ? null : <Notice tone="bad">{ready.reason}</Notice>}
      <Card aria-label="Lags">
        <CardHead title="Lags" />
        <FactList facts={lagFacts(lags)} />
      </Card>
      <Card aria-label="Metrics">
        <CardHead title="Metrics" />
        <FactList facts={metricFacts(metrics)} />
      </Card>
      {replica ? (
        <Card aria-label="Replica">
          <CardHead title="Replica" />
          <FactList facts={replicaFacts(replica, env().DATABASE_REPLICA_MAX_LAG_SECONDS)} />
        </Card>
      ) : null}
      {alerts.length > 0 ? (
        <Card aria-label="Alerts">
          <CardHead title="Alerts" />
          <AlertList alerts={alerts} />
        </Card>
      ) : null}
      <Card id="ledger" aria-label="Ledger" className="scroll-mt-28">
        <CardHead title="Ledger" action={<CheckButton name="Verify now" run={verifyNow} />} />
        {verified.length > 0 ? (
          <LedgerCheck runs={verified} />
        ) : (
          <EmptyState title="Not verified yet.">
            Every night the worker checks the new entries: each balance must be the sum of its entries.
          </EmptyState>
        )}
      </Card>
      <Card id="stripe" aria-label="Stripe" className="scroll-mt-28">
        <CardHead
          title="Stripe"
          note={
            lastRun ? (
              <>
                last compared <DateTime at={lastRun.startedAt} />
                {lastRun.finishedAt ? "" : ", not completely"}
              </>
            ) : null
          }
          action={<CheckButton name="Compare now" run={reconcileNow} />}
        />
        {lastRun ? (
          <DriftReport runs={reconciled} />
        ) : (
          <EmptyState title="Not compared yet.">The worker compares the database with Stripe every hour.</EmptyState>
        )}
      </Card>
      <Card aria-label="Versions">
        <CardHead title="Versions" />
        <FactList facts={versionFacts(facts)} />
      </Card>
      <Card aria-label="Database">
        <CardHead title="Largest tables" />
        <TableSizes tables={facts.largest} />
      </Card>
      <Card aria-label="Slowest statements">
        <CardHead title="Slowest statements" />
        {slowest ? (
          <SlowStatements statements={slowest} />
        ) : (
          <p className="px-4 pb-4 text-muted sm:px-5">
            Set up <code>pg_stat_statements</code> in Postgres to see them here.
          </p>
        )}
      </Card>
    </>
  );
}
