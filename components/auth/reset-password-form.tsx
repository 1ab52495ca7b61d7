"use client";

import { useActionState } from "react";
import { Field, Input } from "@/components/ui/field";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormFocus } from "@/components/ui/use-form-focus";
import { PASSWORD_HINT } from "@/lib/auth/passwords/password-hint";

export function ResetPasswordForm({ token, email, action }: { token: string; email: string; action: FormAction }) {
  const [state, submit] = useActionState(action, freshForm);
  const form = useFormFocus(state);
  return (
    <form ref={form} action={submit} className="grid gap-4" noValidate>
      <input type="hidden" name="token" value={token} />
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field name="password" label="New password" hint={PASSWORD_HINT} error={state.errors.password}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" required className="h-11" />}
      </Field>
      <SubmitButton look="primary" size="large">
        Save password
      </SubmitButton>
    </form>
  );
}
