"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";

/** Starts the sample year, after saying that the clock moves with it. */
export function StartSampleYear({ now, start }: { now: Date; start: () => Promise<ActionOutcome> }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { pending, run } = useOutcome();
  const confirm = () =>
    run(start, () => {
      setAsking(false);
      router.refresh();
    });
  return (
    <>
      <Button look="primary" onClick={() => setAsking(true)}>
        Make a sample year
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Make a sample year?"
        effect={
          <>
            <p>
              The clock of the app and of its payments moves a year ahead, from <DateTime at={now} show="day" />, and
              cannot be moved back. Everything that exists now is then a year old.
            </p>
            <p>
              300 users are created. It takes about two minutes, and what others do here meanwhile is mixed with it.
            </p>
          </>
        }
        confirm="Move the clock a year"
        look="primary"
        pending={pending}
        onConfirm={confirm}
      />
    </>
  );
}
