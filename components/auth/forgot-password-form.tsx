"use client";

import { useActionState } from "react";
import { Field, Input } from "@/components/ui/field";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormFocus } from "@/components/ui/use-form-focus";

/** Asks for the address and shows the same answer whether or not an account has it. */
export function ForgotPasswordForm({ hasOutbox, action }: { hasOutbox: boolean; action: FormAction }) {
  const [state, submit] = useActionState(action, freshForm);
  const form = useFormFocus(state);
  if (state.done) {
    return (
      <Notice tone="good" live>
        <p className="font-semibold">Check your email.</p>
        <p className="mt-0.5">
          If an account has this address, we sent it a link that works once, for 30 minutes. Check your spam folder too.
        </p>
        {hasOutbox ? (
          <p className="mt-0.5">In local mode the email is in the outbox, where an admin can read it.</p>
        ) : null}
      </Notice>
    );
  }
  return (
    <form ref={form} action={submit} className="grid gap-4" noValidate>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <Field name="email" label="Email" error={state.errors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            defaultValue={state.values.email}
            className="h-11"
          />
        )}
      </Field>
      <SubmitButton look="primary" size="large">
        Send link
      </SubmitButton>
    </form>
  );
}
