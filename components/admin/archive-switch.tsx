"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

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
  const [pending, startTransition] = useTransition();
  const set = (next: boolean) =>
    startTransition(async () => {
      const outcome = await action(id, next, version);
      setAsking(false);
      if (outcome.ok) toast.success(outcome.sentence);
      else toast.error(outcome.sentence);
    });
  return (
    <>
      <Button
        size="small"
        pending={pending}
        aria-label={`${archived ? "Restore" : "Archive"} ${name}`}
        onClick={() => (archived ? set(false) : setAsking(true))}
      >
        {archived ? "Restore" : "Archive"}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${name}?`}
        effect={<p>{effect}</p>}
        confirm={`Archive ${name}`}
        pending={pending}
        onConfirm={() => set(true)}
      />
    </>
  );
}
