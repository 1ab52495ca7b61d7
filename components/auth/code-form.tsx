"use client";

import { useState } from "react";
import { CodeInput } from "@/components/auth/code-input";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type CodeFormProps = { action: FormAction; next: string; submit: "Sign in" | "Confirm" };

/** Asks for a code from the authenticator app or, without the app, a recovery code. */
export function CodeForm({ action, next, submit: submitLabel }: CodeFormProps) {
  const [state, form] = useForm(action, freshForm);
  const [isRecovery, setRecovery] = useState(false);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      {isRecovery ? (
        <Field
          key="recovery"
          name="code"
          label="Recovery code"
          hint="One of the ten you saved. Each works once."
          error={state.errors.code}
        >
          {(control) => (
            <Input
              {...control}
              data-secret
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="h-11 font-mono"
            />
          )}
        </Field>
      ) : (
        <Field key="app" name="code" label="Code" hint="Six digits." error={state.errors.code}>
          {(control) => <CodeInput {...control} />}
        </Field>
      )}
      <SubmitButton look="primary" size="large">
        {submitLabel}
      </SubmitButton>
      <Button look="quiet" onClick={() => setRecovery(!isRecovery)}>
        {isRecovery ? "Use your authenticator app" : "Use a recovery code"}
      </Button>
    </Form>
  );
}
