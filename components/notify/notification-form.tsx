"use client";

import { useEffect } from "react";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

type NotificationFormProps = { refilled: boolean; threshold: string; action: FormAction };

export function NotificationForm({ refilled, threshold, action }: NotificationFormProps) {
  const [state, form] = useForm(action, freshForm);
  useEffect(() => {
    if (state.done) toast.success("Saved.");
  }, [state]);
  return (
    <Form of={form} className="grid gap-5" noValidate>
      <Field
        name="lowBalanceThreshold"
        label="Low-balance alert"
        hint="We email you once when you have fewer credits available than this. Leave empty for no alert."
        error={state.errors.lowBalanceThreshold}
      >
        {(control) => (
          <Input
            {...control}
            // After a save, shows the saved value in its normal form; a refused value stays as typed.
            key={threshold}
            inputMode="numeric"
            autoComplete="off"
            placeholder="Off"
            className="max-w-48"
            defaultValue={state.values.lowBalanceThreshold ?? threshold}
          />
        )}
      </Field>
      <Switch
        name="refilled"
        label="Refills"
        hint="An email each time your plan's credits refill."
        defaultChecked={refilled}
      />
      <p className="text-[13px] text-muted">
        Receipts, renewals, refunds and failed payments are always sent by email.
      </p>
      <div>
        <SubmitButton>Save email notifications</SubmitButton>
      </div>
    </Form>
  );
}
