"use client";

import { useActionState } from "react";
import { savePromoCode } from "@/app/admin/promo-codes/actions";
import { TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Card, CardHead } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormFocus } from "@/components/ui/use-form-focus";

/** Makes a code for credits. */
export function PromoCodeCreator() {
  const [state, submit] = useActionState(savePromoCode, freshForm);
  const form = useFormFocus(state);
  const field = { initial: {}, state };
  return (
    <Card aria-label="New code">
      <CardHead title="New code" />
      <form ref={form} action={submit} className="grid gap-4 px-4 pb-5 sm:px-5" noValidate>
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField {...field} name="code" label="Code" placeholder="WELCOME40" hint="Case does not matter." />
          <TextField {...field} name="credits" label="Credits" kind="number" placeholder="40" />
          <TextField {...field} name="description" label="What for" hint="Only admins see it." />
          <TextField
            {...field}
            name="creditDays"
            label="Credits last, days"
            kind="number"
            hint="Empty: until they are spent."
          />
          <TextField
            {...field}
            name="maxRedemptions"
            label="Redemptions"
            kind="number"
            hint="By all together. Empty: any number."
          />
          <Field name="lastDay" label="Last day" hint="In UTC. Empty: no end." error={state.errors.lastDay}>
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
      </form>
    </Card>
  );
}
