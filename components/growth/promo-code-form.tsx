"use client";

import { useEffect } from "react";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

/** Redeems a promo code. */
export function PromoCodeForm({ action }: { action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  useEffect(() => {
    if (state.done && state.message) toast.success(state.message);
  }, [state]);
  return (
    <Form of={form} className="flex max-w-md flex-wrap items-end gap-2" noValidate>
      <Field name="code" label="Have a code?" error={state.errors.code} className="min-w-0 flex-1">
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={200}
            defaultValue={state.values.code}
            className="uppercase"
          />
        )}
      </Field>
      <SubmitButton className={state.errors.code ? "mb-[26px]" : undefined}>Redeem</SubmitButton>
      {state.done && state.message ? (
        <p role="status" className="w-full text-[13px] text-accent">
          {state.message}
        </p>
      ) : null}
    </Form>
  );
}
