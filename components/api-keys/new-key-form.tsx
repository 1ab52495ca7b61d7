"use client";

import type { KeyAction, KeyState } from "@/components/api-keys/key-state";
import { keyWords, lifetimes, scopeWords } from "@/components/api-keys/key-words";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { CopyField } from "@/components/growth/copy-field";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import type { KeyScope } from "@/lib/auth/api-keys/scopes";

const fresh: KeyState = freshForm;
const USUAL: readonly KeyScope[] = ["credits:read", "credits:spend"];

/** Creates an API key and shows it once. `scopes`: those the user can give. */
export function NewKeyForm({ scopes, action }: { scopes: readonly KeyScope[]; action: KeyAction }) {
  const [state, form] = useForm(action, fresh);
  const isRefused = Object.keys(state.values).length > 0;
  const isOn = (scope: KeyScope) => (isRefused ? state.values[scope] === "on" : USUAL.includes(scope));
  return (
    <>
      {state.made ? (
        <Notice tone="good" live className="items-start">
          <p className="mb-2">
            <strong className="wrap-anywhere font-semibold">{state.made.name}</strong> is ready. {keyWords.once}
          </p>
          <CopyField label="API key" text={state.made.key} />
        </Notice>
      ) : null}
      <Form of={form} className="grid gap-4" noValidate>
        {state.message ? (
          <Notice tone="bad" live>
            {state.message}
          </Notice>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="keyName"
            label="Key name"
            hint="Where you use it, such as “Build server”."
            error={state.errors.keyName}
          >
            {(control) => <Input {...control} autoComplete="off" maxLength={100} defaultValue={state.values.keyName} />}
          </Field>
          <Field name="days" label="Works for" error={state.errors.days}>
            {(control) => (
              <Select
                {...control}
                key={state.values.days}
                choices={lifetimes}
                defaultValue={state.values.days ?? "90"}
              />
            )}
          </Field>
        </div>
        <fieldset aria-describedby={state.errors.scopes ? "scopes-error" : undefined}>
          <legend className="mb-2 font-medium text-[13px]">What it can do</legend>
          <div className="grid gap-3 sm:grid-cols-2">
            {scopes.map((scope) => (
              <Checkbox key={scope} name={scope} {...label(scope)} defaultChecked={isOn(scope)} />
            ))}
          </div>
          {state.errors.scopes ? (
            <p id="scopes-error" role="alert" className="mt-2 text-[13px] text-danger">
              {state.errors.scopes}
            </p>
          ) : null}
        </fieldset>
        <ConfirmFirst state={state} next="/settings#api-keys" />
        <div>
          <SubmitButton>Create key</SubmitButton>
        </div>
      </Form>
    </>
  );
}

function label(scope: KeyScope) {
  const { name, hint } = scopeWords[scope];
  return { label: name, hint };
}
