"use client";

import { TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Card, CardHead } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type GivePlanCardProps = {
  userId: string;
  plans: { value: string; label: string }[];
  mostMonths: number;
  action: FormAction;
};

/** Gives a plan for a time, without payment. */
export function GivePlanCard({ userId, plans, mostMonths, action }: GivePlanCardProps) {
  const [state, form] = useForm(action, freshForm);
  const field = { initial: { months: "1" }, state };
  return (
    <Card aria-label="Give a plan">
      <CardHead title="Give a plan" note="without payment" />
      <Form of={form} className="grid gap-4 px-4 pb-5 sm:px-5" noValidate>
        <input type="hidden" name="user" value={userId} />
        <div className="grid gap-4 sm:grid-cols-3">
          <Field name="plan" label="Plan">
            {(control) => (
              <Select
                {...control}
                key={state.values.plan}
                defaultValue={state.values.plan ?? plans[0]?.value}
                choices={plans}
              />
            )}
          </Field>
          <TextField {...field} name="months" label="Months" kind="number" hint={`1 to ${mostMonths}.`} />
          <TextField {...field} name="giveReason" label="Reason for giving it" hint="For the audit log." />
        </div>
        <p className="text-muted">
          They have the plan's limits, and its credits each month. It ends by itself, and when they buy a plan; then the
          free plan, or the one they bought, applies. No revenue is counted.
        </p>
        <ConfirmFirst state={state} next={`/admin/users/${userId}`} />
        {state.message ? (
          <Notice tone={state.done ? "good" : "bad"} live>
            {state.message}
          </Notice>
        ) : null}
        <div>
          <SubmitButton size="small">Give plan</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
