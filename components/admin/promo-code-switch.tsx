"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

export type CodeOutcome = { ok: boolean; sentence: string };
export type SetCodeArchived = (id: string, archived: boolean) => Promise<CodeOutcome>;

type PromoCodeSwitchProps = { id: string; code: string; archived: boolean; action: SetCodeArchived };

/** Archives a code, or restores it. */
export function PromoCodeSwitch({ id, code, archived, action }: PromoCodeSwitchProps) {
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
        aria-label={`${archived ? "Restore" : "Archive"} ${code}`}
        onClick={() => (archived ? set(false) : setAsking(true))}
      >
        {archived ? "Restore" : "Archive"}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Archive ${code}?`}
        effect={<p>It can no longer be redeemed. Credits it has granted stay. You can restore it at any time.</p>}
        confirm={`Archive ${code}`}
        pending={pending}
        onConfirm={() => set(true)}
      />
    </>
  );
}
