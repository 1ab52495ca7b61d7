"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useOutcome } from "@/components/admin/use-outcome";
import type { ReplayOutcome } from "@/components/admin/webhooks/replay-outcome";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { formatCredits } from "@/components/ui/credits";

/** `failed` is counted up to `most`, which is also as many as one replay queues. */
type ReplayFailedProps = { failed: number; most: number; replayFailed: () => Promise<ReplayOutcome> };

/** Replays every failed event, after saying how many there are. */
export function ReplayFailed({ failed, most, replayFailed }: ReplayFailedProps) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { pending, run } = useOutcome();
  const count = formatCredits(failed);
  const events = failed === 1 ? "1 failed event" : `${count} failed events`;
  const replay = () =>
    run(replayFailed, ({ replayId }) => {
      setAsking(false);
      if (replayId) router.push(`/admin/webhooks?replay=${replayId}` as Route);
    });
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        Replay all failed ({failed >= most ? `${count} or more` : count})
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Replay ${events}?`}
        effect={
          <>
            <p>
              They are processed again, oldest first, against what Stripe says now. What was done already is not done
              twice.
            </p>
            {failed >= most ? <p>The oldest {count} are replayed now; replay again for the rest.</p> : null}
          </>
        }
        confirm={`Replay ${events}`}
        look="primary"
        pending={pending}
        onConfirm={replay}
      />
    </>
  );
}
