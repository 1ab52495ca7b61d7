"use client";

import { type ComponentProps, type ReactNode, useEffect } from "react";
import type { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

type BillingFormProps = Pick<ComponentProps<typeof Button>, "look" | "size" | "className"> & {
  action: FormAction;
  /** The action's input, such as the price's id. */
  fields?: Record<string, string>;
  label?: string;
  children: ReactNode;
};

/** A button that leads to Stripe; when that fails, it says why. */
export function BillingForm({ action, fields = {}, label, children, className, ...look }: BillingFormProps) {
  const [state, form] = useForm(action, freshForm);
  useEffect(() => {
    if (state.message) toast.error(state.message);
  }, [state]);
  return (
    <Form of={form}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={state.next?.[name] ?? value} />
      ))}
      <SubmitButton className={className} aria-label={label} {...look}>
        {children}
      </SubmitButton>
      {state.message ? (
        <p role="alert" className="mt-2 text-[13px] text-danger">
          {state.message}
        </p>
      ) : null}
    </Form>
  );
}
