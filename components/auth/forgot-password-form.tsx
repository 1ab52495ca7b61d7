"use client";

import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Asks for the address and shows the same answer whether or not an account has it. */
export function ForgotPasswordForm({ hasOutbox, action }: { hasOutbox: boolean; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
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
    <Form of={form} className="grid gap-4" noValidate>
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
    </Form>
  );
}
