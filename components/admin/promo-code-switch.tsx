"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { setCodeArchived } from "@/app/admin/promo-codes/actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Archives a code, or restores it. */
export function PromoCodeSwitch({ id, code, archived }: { id: string; code: string; archived: boolean }) {
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const set = (next: boolean) =>
    startTransition(async () => {
      const outcome = await setCodeArchived(id, next);
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
