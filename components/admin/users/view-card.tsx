"use client";

import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Card, CardHead } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Begins a view of the app as this user. */
export function ViewCard({ userId, minutes, action }: { userId: string; minutes: number; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Card aria-label="View as the user">
      <CardHead title="View as the user" />
      <Form of={form} className="grid gap-3 px-4 pb-5 sm:px-5" noValidate>
        <input type="hidden" name="user" value={userId} />
        <p className="text-muted">
          You see the app as they do for {minutes} minutes. Nothing can be changed, and passwords, codes, sessions and
          emails are not shown. The audit log records it.
        </p>
        <Field name="viewReason" label="Reason for viewing" error={state.errors.viewReason}>
          {(control) => <Input {...control} maxLength={500} defaultValue={state.values.viewReason} />}
        </Field>
        {state.message ? <Notice tone="bad">{state.message}</Notice> : null}
        <ConfirmFirst state={state} next={`/admin/users/${userId}`} />
        <div>
          <SubmitButton size="small">View as the user</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
