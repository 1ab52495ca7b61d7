"use client";

import { useActionState, useEffect } from "react";
import { toast } from "sonner";
import { Field, Input } from "@/components/ui/field";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormFocus } from "@/components/ui/use-form-focus";

export function NameForm({ name, action }: { name: string; action: FormAction }) {
  const [state, submit] = useActionState(action, freshForm);
  const form = useFormFocus(state);
  useEffect(() => {
    if (state.done) toast.success("Saved.");
  }, [state]);
  return (
    <form ref={form} action={submit} className="grid gap-4" noValidate>
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
    </form>
  );
}
