"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import { SubmitButton } from "@/components/ui/submit-button";

export type Resent = { ok: boolean; sentence: string } | null;
export type ResendAction = (before: Resent) => Promise<Resent>;

/** Sends the verification link again. */
export function ResendButton({ action }: { action: ResendAction }) {
  const [resent, submit] = useActionState(action, null);
  useEffect(() => {
    if (resent) toast[resent.ok ? "success" : "error"](resent.sentence);
  }, [resent]);
  return (
    <form action={submit}>
      <SubmitButton size="small">Send the link again</SubmitButton>
    </form>
  );
}
