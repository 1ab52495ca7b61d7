"use client";

import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Asks for a new email address. The account keeps the old one until the new one is confirmed. */
export function EmailForm({ action }: { action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      {state.done ? (
        <Notice tone="good" live>
          We sent a link to <span className="break-all">{state.message}</span>. Open it within an hour to change your
          email address.
        </Notice>
      ) : null}
      {!state.done && state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <Field
        name="newEmail"
        label="New email address"
        hint="We send a confirmation link there, and tell the old address once it has changed."
        error={state.errors.newEmail}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="email"
            className="max-w-80"
            defaultValue={state.values.newEmail}
          />
        )}
      </Field>
      <ConfirmFirst state={state} next="/settings" />
      <div>
        <SubmitButton>Change email address</SubmitButton>
      </div>
    </Form>
  );
}
