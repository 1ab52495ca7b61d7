"use client";

import { useActionState } from "react";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

export function ConfirmEmailForm({ token, action }: { token: string; action: FormAction }) {
  const [state, submit] = useActionState(action, freshForm);
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
