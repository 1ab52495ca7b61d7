"use client";

import { type FormEvent, useState } from "react";
import { TextField } from "@/components/admin/form-parts";
import { adjustText, type Standing } from "@/components/admin/users/adjust-text";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type AdjustFormProps = {
  userId: string;
  /** One adjustment per key: a form submitted twice adjusts once. */
  idempotencyKey: string;
  standing: Standing;
  action: FormAction;
};

/** Adds credits or takes them. A large amount has to be typed again. */
export function AdjustForm({ userId, idempotencyKey, standing, action }: AdjustFormProps) {
  const [state, form] = useForm(action, freshForm);
  const field = { initial: {}, state };
  const [preview, setPreview] = useState<string | null>(null);
  const look = ({ currentTarget: box }: FormEvent<HTMLDivElement>) => {
    const value = (name: string) => box.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? "";
    setPreview(adjustText(value("direction"), value("amount"), standing));
  };
  return (
    <Form of={form} className="grid gap-4 px-4 pb-5 sm:px-5" noValidate>
      <input type="hidden" name="user" value={userId} />
      <input type="hidden" name="idempotencyKey" value={state.next?.idempotencyKey ?? idempotencyKey} />
      <div className="grid gap-4 sm:grid-cols-2" onInput={look}>
        <Field name="direction" label="Do" error={state.errors.direction}>
          {(control) => (
            <Select
              {...control}
              key={state.values.direction}
              defaultValue={state.values.direction ?? "add"}
              choices={[
                { value: "add", label: "Add credits" },
                { value: "take", label: "Take credits" },
                { value: "owe", label: "Take credits, or owe them" },
              ]}
            />
          )}
        </Field>
        <TextField {...field} name="amount" label="Credits" kind="number" />
        <Field
          name="lastDay"
          label="Last day"
          hint="In UTC. Empty for credits that never expire."
          error={state.errors.lastDay}
        >
          {(control) => <Input {...control} type="date" defaultValue={state.values.lastDay} />}
        </Field>
        <TextField {...field} name="adjustmentReason" label="Reason" hint="The user sees it in their history." />
        {state.next?.confirm ? (
          <TextField
            {...field}
            name="confirmAmount"
            label="Credits again"
            kind="number"
            hint="To confirm a large amount."
          />
        ) : null}
      </div>
      {preview && !state.done ? (
        <p role="status" className="rounded-card bg-sunken px-4 py-3 text-[13px]">
          {preview}
        </p>
      ) : null}
      <ConfirmFirst state={state} next={`/admin/users/${userId}`} />
      {state.message ? (
        <Notice tone={state.done ? "good" : "bad"} live>
          {state.message}
        </Notice>
      ) : null}
      <div>
        <SubmitButton look="primary">Adjust balance</SubmitButton>
      </div>
    </Form>
  );
}
