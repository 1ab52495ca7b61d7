"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

type EndSessionButtonProps = {
  /** Null for every browser but this one. */
  device: string | null;
  /** Whether there was still a session to end. */
  action: () => Promise<boolean>;
};

/** Signs out one browser, or every browser but this one. */
export function EndSessionButton({ device, action }: EndSessionButtonProps) {
  const [open, setOpen] = useState(false);
  const sending = useSending();
  const isOne = device !== null;

  function end() {
    sending.run(async () => {
      const ended = await action();
      setOpen(false);
      if (ended) toast.success("Signed out.");
      else toast.error("This session had already ended.");
    });
  }

  return (
    <>
      <Button size="small" aria-label={isOne ? `Sign out ${device}` : undefined} onClick={() => setOpen(true)}>
        {isOne ? "Sign out" : "Sign out all others"}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={isOne ? `Sign out ${device}?` : "Sign out all other sessions?"}
        effect={
          isOne ? (
            <p>That browser has to sign in again to use your account.</p>
          ) : (
            <p>
              Every other browser is signed out, and API tokens issued at sign-in stop working. API keys stay valid.
            </p>
          )
        }
        confirm="Sign out"
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={end}
      />
    </>
  );
}
