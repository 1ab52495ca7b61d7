import Link from "next/link";
import type { Fact } from "@/components/admin/health/fact-list";
import { ageWords, sizeWords } from "@/components/admin/health/words";
import { behindWords } from "@/components/admin/replica-note";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { DatabaseFacts } from "@/lib/health/database-facts";
import { EVENT_LAG_LIMIT, JOB_LAG_LIMIT, METRIC_LAG_LIMIT } from "@/lib/health/findings";
import type { Lags } from "@/lib/health/lags";
import type { MetricRunFacts, MetricRuns } from "@/lib/health/metric-runs";
import type { ReplicaState } from "@/lib/replica/replica";
import packageJson from "@/package.json";

const linkStyle = "focus-ring rounded-md underline decoration-line-strong underline-offset-4 hover:decoration-ink";

/** What waits, and for how long; `bad` is what alerts. */
export function lagFacts(lags: Lags): Fact[] {
  return [
    {
      name: "Webhook lag",
      value: ageWords(lags.eventLagSeconds),
      note: `${formatCredits(lags.eventsWaiting)} not processed`,
      bad: lags.eventLagSeconds > EVENT_LAG_LIMIT,
    },
    {
      name: "Last webhook",
      value: lags.lastEventAt ? <DateTime at={lags.lastEventAt} /> : "never",
      note: (
        <Link href={{ pathname: "/admin/webhooks", query: { status: "FAILED" } }} className={linkStyle}>
          {formatCredits(lags.eventsFailed)} failed
        </Link>
      ),
    },
    {
      name: "Queue lag",
      value: ageWords(lags.jobLagSeconds),
      note: (
        <Link href={{ pathname: "/admin/jobs", query: { state: "failed" } }} className={linkStyle}>
          {formatCredits(lags.jobsDue)} due, {formatCredits(lags.jobsFailed)} failed
        </Link>
      ),
      bad: lags.jobLagSeconds > JOB_LAG_LIMIT,
    },
    {
      name: "Mail queue",
      value: `${formatCredits(lags.mailsWaiting)} waiting`,
      note: [
        ...(lags.mailsWaiting > 0 ? [`the oldest for ${ageWords(lags.mailLagSeconds)}`] : []),
        `${formatCredits(lags.mailsFailed)} failed in 7 days`,
      ].join("; "),
    },
  ];
}

/** How up to date the figures of the overview are; `bad` is what alerts. */
export function metricFacts({ last, lastRebuild, lagSeconds, daysWaiting }: MetricRuns): Fact[] {
  return [
    {
      name: "Last rollup",
      value: last ? <DateTime at={last.finishedAt} /> : "never",
      note: last ? runText(last) : "The worker does it every five minutes.",
    },
    { name: "Behind", value: ageWords(lagSeconds), bad: lagSeconds > METRIC_LAG_LIMIT },
    { name: "Waiting to be added up", value: `${formatCredits(daysWaiting)} ${daysWaiting === 1 ? "day" : "days"}` },
    {
      name: "Last rebuild",
      value: lastRebuild ? <DateTime at={lastRebuild.finishedAt} /> : "never",
      note: lastRebuild ? runText(lastRebuild) : "npm run metrics:rebuild",
    },
  ];
}

function runText({ seconds, entries, days }: MetricRunFacts): string {
  return `${formatCredits(entries)} entries, ${formatCredits(days)} ${days === 1 ? "day" : "days"}, in ${seconds.toFixed(1)} s`;
}

/** Whether reports, lists and exports are read from the replica, and how far behind it is. */
export function replicaFacts({ behindMs, trouble }: ReplicaState, limitSeconds: number): Fact[] {
  return [
    {
      name: "Reports are read from",
      value: trouble === null ? "the replica" : "the primary",
      note: trouble,
      bad: trouble !== null,
    },
    {
      name: "Replica lag",
      value: Number.isFinite(behindMs) ? behindWords(behindMs) : "unknown",
      note: `not used above ${limitSeconds} s`,
    },
  ];
}

/** What runs, and what it runs on. */
export function versionFacts({ postgres, bytes, migrations, queueMigrations }: DatabaseFacts): Fact[] {
  return [
    { name: "Refill", value: packageJson.version, note: `Node ${process.versions.node}` },
    { name: "PostgreSQL", value: postgres, note: `${sizeWords(bytes)} in all` },
    { name: "Migrations", value: formatCredits(migrations.length), note: migrations.at(-1) },
    {
      name: "Job queue",
      value: `graphile-worker ${packageJson.dependencies["graphile-worker"]}`,
      note: `${formatCredits(queueMigrations)} migrations`,
    },
  ];
}
