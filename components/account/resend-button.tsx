"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import { resendVerificationAction } from "@/app/(account)/verification-action";
import { SubmitButton } from "@/components/ui/submit-button";

/** Sends the verification link again. */
export function ResendButton() {
  const [resent, submit] = useActionState(resendVerificationAction, null);
  useEffect(() => {
    if (resent) toast[resent.ok ? "success" : "error"](resent.sentence);
  }, [resent]);
  return (
    <form action={submit}>
      <SubmitButton size="small">Send the link again</SubmitButton>
    </form>
  );
}
