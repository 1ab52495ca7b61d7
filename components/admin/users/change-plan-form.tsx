"use client";

import { TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { type Choice, Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type ChangePlanFormProps = { userId: string; prices: Choice[]; action: FormAction };

/** Changes a user's plan: shows what it charges and grants first. */
export function ChangePlanForm({ userId, prices, action }: ChangePlanFormProps) {
  const [state, form] = useForm(action, freshForm);
  const preview = state.next?.preview;
  return (
    <Form of={form} className="grid gap-4 px-4 pb-5 sm:px-5" noValidate>
      <input type="hidden" name="user" value={userId} />
      {/* The price that was previewed: another one is previewed first. */}
      <input type="hidden" name="previewed" value={state.next?.price ?? ""} />
      <input type="hidden" name="prorationDate" value={state.next?.prorationDate ?? ""} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="price" label="New plan" error={state.errors.price}>
          {(control) => (
            <Select
              {...control}
              key={state.values.price}
              defaultValue={state.values.price ?? ""}
              choices={[{ value: "", label: "Choose a plan" }, ...prices]}
            />
          )}
        </Field>
        <TextField
          initial={{}}
          state={state}
          name="changeReason"
          label="Reason for the change"
          hint="For the audit log."
        />
      </div>
      {preview ? (
        <Notice tone="warn" live>
          {preview}
        </Notice>
      ) : null}
      <ConfirmFirst state={state} next={`/admin/users/${userId}`} />
      {state.message ? (
        <Notice tone={state.done ? "good" : "bad"} live>
          {state.message}
        </Notice>
      ) : null}
      <div>
        <SubmitButton look={preview ? "primary" : "plain"}>{preview ? "Change plan" : "Preview change"}</SubmitButton>
      </div>
    </Form>
  );
}
