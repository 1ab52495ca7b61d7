"use client";

import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import { PASSWORD_HINT } from "@/lib/auth/passwords/password-hint";

export function SignUpForm({ next, action }: { next: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field name="name" label="Name" hint="Optional." error={state.errors.name}>
        {(control) => <Input {...control} autoComplete="name" defaultValue={state.values.name} className="h-11" />}
      </Field>
      <Field name="email" label="Email" error={state.errors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="email"
            required
            defaultValue={state.values.email}
            className="h-11"
          />
        )}
      </Field>
      <Field name="password" label="Password" hint={PASSWORD_HINT} error={state.errors.password}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" required className="h-11" />}
      </Field>
      <SubmitButton look="primary" size="large">
        Create account
      </SubmitButton>
    </Form>
  );
}
