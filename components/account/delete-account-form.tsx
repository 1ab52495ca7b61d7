"use client";

import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Confirms by asking for the account's email address. */
export function DeleteAccountForm({ email, action }: { email: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      {state.message ? (
        <Notice tone="warn" live>
          {state.message}
        </Notice>
      ) : null}
      <Field
        name="confirmation"
        label="Your email address"
        hint={`Type ${email} to confirm.`}
        error={state.errors.confirmation}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            spellCheck={false}
            defaultValue={state.values.confirmation ?? ""}
          />
        )}
      </Field>
      <div>
        <SubmitButton look="danger">Delete my account</SubmitButton>
      </div>
    </Form>
  );
}
