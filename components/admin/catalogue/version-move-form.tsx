"use client";

import { ConfirmFirst } from "@/components/auth/confirm-first";
import { formatCredits } from "@/components/ui/credits";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type VersionMoveFormProps = {
  planId: string;
  versionId: string;
  version: number;
  subscribers: number;
  action: FormAction;
};

/** Moves the subscribers of older versions to the one on sale, after the number was typed. */
export function VersionMoveForm({ planId, versionId, version, subscribers, action }: VersionMoveFormProps) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid max-w-xl gap-4 px-4 pb-5 sm:px-5" noValidate>
      <input type="hidden" name="plan" value={planId} />
      <input type="hidden" name="versionId" value={versionId} />
      <input type="hidden" name="subscribers" value={subscribers} />
      <Field name="reason" label="Reason" hint="For the audit log." error={state.errors.reason}>
        {(control) => <Input {...control} autoComplete="off" defaultValue={state.values.reason} maxLength={300} />}
      </Field>
      <Field
        name="confirmation"
        label="Confirm the number"
        hint={`Type ${subscribers}. Each is told by mail now. You can cancel it for those who have not moved yet.`}
        error={state.errors.confirmation}
      >
        {(control) => (
          <Input {...control} inputMode="numeric" autoComplete="off" defaultValue={state.values.confirmation} />
        )}
      </Field>
      <ConfirmFirst state={state} next={`/admin/plans/${planId}`} />
      {state.message ? (
        <Notice tone={state.done ? "good" : "bad"} live>
          {state.message}
        </Notice>
      ) : null}
      <div>
        <SubmitButton look="danger">
          Move {formatCredits(subscribers)} to version {version}
        </SubmitButton>
      </div>
    </Form>
  );
}
