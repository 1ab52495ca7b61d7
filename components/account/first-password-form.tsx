"use client";

import { useActionState } from "react";
import { mailPasswordLink } from "@/app/(account)/settings/password-actions";
import { freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

/** For somebody who only ever signed in through another service. */
export function FirstPasswordForm() {
  const [state, submit] = useActionState(mailPasswordLink, freshForm);
  return (
    <form action={submit} className="grid gap-4">
      {state.done ? (
        <Notice tone="good" live>
          A link to choose a password is on its way. It works once, for 30 minutes.
        </Notice>
      ) : null}
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <p className="text-muted">You have no password: you sign in through another account.</p>
      <div>
        <SubmitButton>Send me a link to choose one</SubmitButton>
      </div>
    </form>
  );
}
