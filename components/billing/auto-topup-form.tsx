"use client";

import { useEffect } from "react";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

type AutoTopupFormProps = {
  packs: { id: string; label: string }[];
  /** The currency of all packs; null when they differ. */
  currency: string | null;
  /** Whether there is a card to charge. */
  canEnable: boolean;
  enabled: boolean;
  initial: { threshold: string; pack: string; monthlyCapCents: string };
  action: FormAction;
};

/** The auto top-up settings and their switch. */
export function AutoTopupForm({ packs, currency, canEnable, enabled, initial, action }: AutoTopupFormProps) {
  const [state, form] = useForm(action, freshForm);
  useEffect(() => {
    if (state.done) toast.success("Auto top-up saved.");
  }, [state]);
  const value = (name: keyof typeof initial) => state.values[name] ?? initial[name];
  return (
    <Form of={form} className="grid gap-4">
      <Switch
        name="enabled"
        label="Buy credits when I run low"
        hint={canEnable ? undefined : "Requires a saved card."}
        defaultChecked={enabled}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <Field name="threshold" label="When fewer than" hint="credits are available" error={state.errors.threshold}>
          {(control) => <Input {...control} inputMode="numeric" defaultValue={value("threshold")} />}
        </Field>
        <Field name="pack" label="Buy" error={state.errors.pack}>
          {(control) => (
            <Select
              {...control}
              choices={packs.map(({ id, label }) => ({ value: id, label }))}
              defaultValue={value("pack")}
            />
          )}
        </Field>
        <Field
          name="monthlyCapCents"
          label="Monthly limit"
          hint={currency ? `in ${currency.toUpperCase()}` : "in the pack's currency"}
          error={state.errors.monthlyCapCents}
        >
          {(control) => <Input {...control} inputMode="decimal" defaultValue={value("monthlyCapCents")} />}
        </Field>
      </div>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <div>
        <SubmitButton>Save auto top-up</SubmitButton>
      </div>
    </Form>
  );
}
