import { StartSampleYear } from "@/components/admin/overview/start-sample-year";
import { RefreshWhile } from "@/components/admin/refresh-while";
import type { ActionOutcome } from "@/components/admin/use-outcome";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { SampleYear } from "@/lib/sample-year/sample-year";

type SampleYearCardProps = {
  sample: SampleYear;
  hasSales: boolean;
  now: Date;
  start: () => Promise<ActionOutcome>;
};

/** Offers a sample year before the first sale, follows it, and says why it stopped. Nothing once there is business. */
export function SampleYearCard({ sample, hasSales, now, start }: SampleYearCardProps) {
  if (sample.state === "running") return <Running share={sample.share} day={sample.day} />;
  if (sample.state === "failed") {
    return (
      <Notice tone="bad" live>
        <p className="font-medium">The sample year stopped before its end.</p>
        <p>{sample.error}</p>
        <p>What was made until then stays. npm run demo -- --reset begins anew.</p>
      </Notice>
    );
  }
  if (hasSales) return null;
  if (sample.state === "unreachable") {
    return <Notice tone="warn">The sample year is not available: the demo does not respond. Restart it.</Notice>;
  }
  return (
    <Card aria-label="Sample year">
      <EmptyState title="No business yet" action={<StartSampleYear now={now} start={start} />}>
        The numbers below fill as people subscribe and buy. To see them full, make a sample year: 300 users who sign up,
        try, upgrade, leave, pay late and ask for refunds.
      </EmptyState>
    </Card>
  );
}

function Running({ share, day }: { share: number; day: string | null }) {
  const percent = Math.round(share * 100);
  return (
    <Card aria-label="Sample year">
      <CardHead title="Making a sample year" note={`${percent} %`} />
      <div className="grid gap-2 px-4 pb-4 sm:px-5">
        <ProgressBar label="Sample year" value={percent} max={100} />
        <p role="status" className="text-muted">
          {day ? (
            <>
              It is <DateTime at={new Date(day)} show="day" />.{" "}
            </>
          ) : null}
          It takes about two minutes. The numbers below are added up at its end.
        </p>
      </div>
      <RefreshWhile />
    </Card>
  );
}
