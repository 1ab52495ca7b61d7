"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export type SetMeterArchived = (id: string, archived: boolean) => Promise<{ ok: boolean; sentence: string }>;

type MeterSwitchProps = { id: string; name: string; archived: boolean; action: SetMeterArchived };

/** Archives a meter, or restores it. */
export function MeterSwitch({ id, name, archived, action }: MeterSwitchProps) {
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const set = (next: boolean) =>
    startTransition(async () => {
      const outcome = await action(id, next);
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
        effect={<p>Spends by this meter are refused from now on. Past spends stay. You can restore it at any time.</p>}
        confirm={`Archive ${name}`}
        pending={pending}
        onConfirm={() => set(true)}
      />
    </>
  );
}
