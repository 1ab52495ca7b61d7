"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Failed } from "@/components/ui/failed";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

export type SwitchOutcome = { ok: boolean; sentence: string };
export type SetArchived = (id: string, archived: boolean, version?: number) => Promise<SwitchOutcome>;

type ArchiveSwitchProps = {
  id: string;
  name: string;
  /** The version on the page, of something that has versions. */
  version?: number;
  archived: boolean;
  /** What archiving does. */
  effect: string;
  action: SetArchived;
};

/** Archives something, after saying what that does, or restores it. */
export function ArchiveSwitch({ id, name, version, archived, effect, action }: ArchiveSwitchProps) {
  const [asking, setAsking] = useState(false);
  const sending = useSending();
  const set = (next: boolean) =>
    sending.run(async () => {
      const outcome = await action(id, next, version);
      setAsking(false);
      if (outcome.ok) toast.success(outcome.sentence);
      else toast.error(outcome.sentence);
    });
  return (
    <>
      <Button
        size="small"
        pending={sending.pending}
        aria-label={`${archived ? "Restore" : "Archive"} ${name}`}
        onClick={() => (archived ? set(false) : setAsking(true))}
      >
        {archived ? "Restore" : "Archive"}
      </Button>
      {asking ? null : <Failed {...sending} className="mt-2" />}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${name}?`}
        effect={<p>{effect}</p>}
        confirm={`Archive ${name}`}
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={() => set(true)}
      />
    </>
  );
}
