"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

/** Removes a budget after saying what happens then. */
export function RemoveBudgetButton({ title, action }: { title: string; action: () => Promise<boolean> }) {
  const [open, setOpen] = useState(false);
  const sending = useSending();
  const remove = () =>
    sending.run(async () => {
      const isRemoved = await action();
      setOpen(false);
      if (isRemoved) toast.success("The budget was removed.");
      else toast.error("This budget no longer exists.");
    });
  return (
    <>
      <Button size="small" aria-label={`Remove ${title}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Remove this budget?"
        effect={<p>{title}. From then on nothing is refused because of it, and what it counted is forgotten.</p>}
        confirm="Remove budget"
        dismiss="Keep budget"
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={remove}
      />
    </>
  );
}
