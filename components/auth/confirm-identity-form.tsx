"use client";

import { useActionState } from "react";
import { Field, Input } from "@/components/ui/field";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormFocus } from "@/components/ui/use-form-focus";

/** Asks a signed-in user for their password. */
export function ConfirmIdentityForm({ next, action }: { next: string; action: FormAction }) {
  const [state, submit] = useActionState(action, freshForm);
  const form = useFormFocus(state);
  return (
    <form ref={form} action={submit} className="grid gap-4" noValidate>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field name="password" label="Password" error={state.errors.password}>
        {(control) => <Input {...control} type="password" autoComplete="current-password" required className="h-11" />}
      </Field>
      <SubmitButton look="primary" size="large">
        Confirm
      </SubmitButton>
    </form>
  );
}
