"use client";

import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import { PASSWORD_HINT } from "@/lib/auth/passwords/password-hint";

export function ResetPasswordForm({ token, email, action }: { token: string; email: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      <input type="hidden" name="token" value={token} />
      {/* Tells a password manager whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field name="password" label="New password" hint={PASSWORD_HINT} error={state.errors.password}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" required className="h-11" />}
      </Field>
      <SubmitButton look="primary" size="large">
        Save password
      </SubmitButton>
    </Form>
  );
}
