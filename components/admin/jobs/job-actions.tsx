"use client";

import { useState } from "react";
import { isTyped, TypedWord } from "@/components/admin/typed-word";
import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export type JobVerbs = {
  retry: (id: string) => Promise<ActionOutcome>;
  drop: (id: string) => Promise<ActionOutcome>;
};

const DROP = "drop";

/** Retries a job, or drops it after saying what that means. */
export function JobActions({ id, name, verbs }: { id: string; name: string; verbs: JobVerbs }) {
  const [asking, setAsking] = useState(false);
  const [word, setWord] = useState("");
  const { pending, run } = useOutcome();
  return (
    <span className="flex justify-end gap-2">
      <Button size="small" pending={pending && !asking} onClick={() => run(() => verbs.retry(id))}>
        Retry<span className="sr-only"> {name}</span>
      </Button>
      <Button size="small" look="quiet" onClick={() => setAsking(true)}>
        Drop<span className="sr-only"> {name}</span>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Drop this job?"
        effect={
          <>
            <p>{name}: the job is removed and its work is not done. This cannot be undone.</p>
            <p>
              Webhook events, emails and account deletions that still wait are queued again by themselves within the
              hour.
            </p>
            <TypedWord word={DROP} value={word} onChange={setWord} />
          </>
        }
        confirm={isTyped(DROP, word) ? "Drop the job" : null}
        pending={pending}
        onConfirm={() =>
          run(
            () => verbs.drop(id),
            () => setAsking(false),
          )
        }
      />
    </span>
  );
}
