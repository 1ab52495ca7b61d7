import { CancelMove, type CancelMoveAction } from "@/components/admin/catalogue/cancel-move";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { VersionMoveProgress } from "@/lib/billing/plans/version-moves/list-version-moves";

/** The moves of a plan's subscribers, and how far each has come. */
export function VersionMoves({ moves, cancel }: { moves: VersionMoveProgress[]; cancel: CancelMoveAction }) {
  if (moves.length === 0) return null;
  return (
    <Card aria-label="Moves" className="mt-4">
      <CardHead title="Moves to newer versions" />
      <ul>
        {moves.map((move) => (
          <li key={move.id} className="grid gap-1 border-line border-t px-4 py-3 sm:px-5">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <p className="font-medium">
                {formatCredits(move.subscribers)} to version {move.version}, <DateTime at={move.requestedAt} />
              </p>
              {move.canceledAt === null && move.pending + move.scheduled > 0 ? (
                <CancelMove id={move.id} waiting={move.pending + move.scheduled} moved={move.moved} action={cancel} />
              ) : null}
            </div>
            <p role="status" className="text-[13px] text-muted">
              {figures(move)}
              {move.lastAt ? (
                <>
                  {" "}
                  The last change is on <DateTime at={move.lastAt} show="day" />.
                </>
              ) : null}
            </p>
            <p className="text-[13px] text-faint">{move.reason}</p>
            {isWorking(move) ? <RefreshWhile /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** A job has more to do now. */
const isWorking = ({ pending, scheduled, canceledAt }: VersionMoveProgress) =>
  pending > 0 || (canceledAt !== null && scheduled > 0);

function figures({ pending, scheduled, moved, left, stay }: VersionMoveProgress): string {
  const parts = [
    [pending, "waiting"],
    [scheduled, "scheduled"],
    [moved, "moved"],
    [left, "left alone"],
    [stay, "canceled"],
  ] as const;
  return `${parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${formatCredits(count)} ${what}`)
    .join(", ")}.`;
}
