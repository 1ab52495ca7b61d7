"use client";

import { scopeChoices, windowChoices } from "@/components/budgets/budget-words";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type NewBudgetFormProps = { keys: readonly { id: string; name: string }[]; action: FormAction };

/** Adds a budget. */
export function NewBudgetForm({ keys, action }: NewBudgetFormProps) {
  const [state, form] = useForm(action, freshForm);
  const { values, errors } = state;
  return (
    <Form of={form} className="grid gap-4" noValidate>
      {state.done ? (
        <Notice tone="good" live>
          The budget applies now. Spends so far in its time count.
        </Notice>
      ) : null}
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="budgetScope" label="What it caps" error={errors.budgetScope}>
          {(control) => (
            <Select {...control} choices={scopeChoices(keys)} defaultValue={values.budgetScope ?? "ACCOUNT"} />
          )}
        </Field>
        <Field
          name="budgetTarget"
          label="Only this member or run"
          hint="As your app names it. Leave empty for each by itself."
          error={errors.budgetTarget}
        >
          {(control) => <Input {...control} autoComplete="off" maxLength={200} defaultValue={values.budgetTarget} />}
        </Field>
        <Field name="budgetLimit" label="Most credits" error={errors.budgetLimit}>
          {(control) => <Input {...control} inputMode="numeric" autoComplete="off" defaultValue={values.budgetLimit} />}
        </Field>
        <Field
          name="budgetWindow"
          label="Within"
          hint="Days, weeks and months are those of UTC."
          error={errors.budgetWindow}
        >
          {(control) => <Select {...control} choices={windowChoices} defaultValue={values.budgetWindow ?? "MONTH"} />}
        </Field>
      </div>
      <div>
        <SubmitButton>Add budget</SubmitButton>
      </div>
    </Form>
  );
}
