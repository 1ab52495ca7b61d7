"use client";

import { useState } from "react";
import type { RevokeAction } from "@/components/api-keys/key-state";
import { keyWords } from "@/components/api-keys/key-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

/** Revokes an API key after saying what stops working. */
export function RevokeKeyButton({ id, name, action }: { id: string; name: string; action: RevokeAction }) {
  const [open, setOpen] = useState(false);
  const sending = useSending();
  const revoke = () =>
    sending.run(async () => {
      const isRevoked = await action(id);
      setOpen(false);
      if (isRevoked) toast.success(`${name} was revoked.`);
      else toast.error("This key no longer exists.");
    });
  return (
    <>
      <Button size="small" aria-label={`Revoke ${name}`} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Revoke
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Revoke ${name}?`}
        effect={<p>{keyWords.revoke}</p>}
        confirm="Revoke key"
        dismiss="Keep key"
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={revoke}
      />
    </>
  );
}
