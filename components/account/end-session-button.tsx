"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { endOneSession, endOtherSessions } from "@/app/(account)/settings/session-actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Signs out one browser or, with `others`, every browser but this one. */
export function EndSessionButton({ session, device }: { session: string; device: string | null }) {
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  const isOne = device !== null;

  function end() {
    startTransition(async () => {
      const ended = isOne ? await endOneSession(session) : await endOtherSessions();
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
        pending={pending}
        onConfirm={end}
      />
    </>
  );
}
