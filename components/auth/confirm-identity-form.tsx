"use client";

import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Asks a signed-in user for their password. */
export function ConfirmIdentityForm({ next, action }: { next: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4" noValidate>
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
    </Form>
  );
}
