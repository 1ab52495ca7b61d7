"use client";

import { TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Card, CardHead } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Creates a promo code. */
export function PromoCodeCreator({ action }: { action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  const field = { initial: {}, state };
  return (
    <Card aria-label="New code">
      <CardHead title="New code" />
      <Form of={form} className="grid gap-4 px-4 pb-5 sm:px-5" noValidate>
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField {...field} name="code" label="Code" placeholder="WELCOME40" hint="Not case-sensitive." />
          <TextField {...field} name="credits" label="Credits" kind="number" placeholder="40" />
          <TextField {...field} name="description" label="Description" hint="Only admins see it." />
          <TextField
            {...field}
            name="creditDays"
            label="Credits expire after, in days"
            kind="number"
            hint="Leave empty for credits that never expire."
          />
          <TextField
            {...field}
            name="maxRedemptions"
            label="Maximum redemptions"
            kind="number"
            hint="Across all users. Leave empty for no limit."
          />
          <Field name="lastDay" label="Last day" hint="In UTC. Leave empty for no end." error={state.errors.lastDay}>
            {(control) => <Input {...control} type="date" defaultValue={state.values.lastDay} />}
          </Field>
        </div>
        <ConfirmFirst state={state} next="/admin/promo-codes" />
        {state.done && state.message ? (
          <Notice tone="good" live>
            {state.message}
          </Notice>
        ) : null}
        <div>
          <SubmitButton look="primary">Create code</SubmitButton>
        </div>
      </Form>
    </Card>
  );
}
