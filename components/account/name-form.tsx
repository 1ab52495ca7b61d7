"use client";

import { useEffect } from "react";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

export function NameForm({ name, action }: { name: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  useEffect(() => {
    if (state.done) toast.success("Saved.");
  }, [state]);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      <Field name="name" label="Name" hint="Optional." error={state.errors.name}>
        {(control) => (
          <Input
            {...control}
            key={name}
            autoComplete="name"
            className="max-w-80"
            defaultValue={state.values.name ?? name}
          />
        )}
      </Field>
      <div>
        <SubmitButton>Save name</SubmitButton>
      </div>
    </Form>
  );
}
