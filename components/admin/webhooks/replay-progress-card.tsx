import { RefreshWhile } from "@/components/admin/refresh-while";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import { ProgressBar } from "@/components/ui/progress-bar";
import type { ReplayProgress } from "@/lib/stripe/inbox/replay-progress";

/** How far a replay has come; follows it until no event waits. */
export function ReplayProgressCard({ progress }: { progress: ReplayProgress }) {
  const { events, waiting, failed, done } = progress;
  const handled = events - waiting;
  const finished = waiting === 0;
  return (
    <Card aria-label="Replay">
      <CardHead
        title={finished ? "The replay is finished" : "Replaying"}
        note={`${formatCredits(handled)} of ${formatCredits(events)}`}
      />
      <div className="grid gap-2 px-4 pb-4 sm:px-5">
        <ProgressBar label="Events replayed" value={handled} max={events} />
        <p role="status" className="text-muted">
          {formatCredits(done)} done, {formatCredits(failed)} failed again, {formatCredits(waiting)} waiting.
          {failed > 0 ? " Failed events are retried by themselves, with growing pauses." : ""}
        </p>
      </div>
      {finished ? null : <RefreshWhile />}
    </Card>
  );
}
