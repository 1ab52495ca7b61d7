"use client";

import { useActionState } from "react";
import { confirmEmailAction } from "@/app/(auth)/email-actions";
import { freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

export function ConfirmEmailForm({ token }: { token: string }) {
  const [state, submit] = useActionState(confirmEmailAction, freshForm);
  return (
    <form action={submit} className="grid gap-4">
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="primary" size="large">
        Confirm new address
      </SubmitButton>
    </form>
  );
}
