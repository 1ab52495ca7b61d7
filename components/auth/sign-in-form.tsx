"use client";

import Link from "next/link";

import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

export function SignInForm({ next, action }: { next: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4">
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <Field name="email" label="Email">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            required
            defaultValue={state.values.email}
            className="h-11"
          />
        )}
      </Field>
      <Field name="password" label="Password">
        {(control) => <Input {...control} type="password" autoComplete="current-password" required className="h-11" />}
      </Field>
      <SubmitButton look="primary" size="large">
        Sign in
      </SubmitButton>
      <Link
        className="focus-ring justify-self-start rounded-md text-muted underline underline-offset-4 hover:text-ink"
        href="/forgot-password"
      >
        Forgot password?
      </Link>
    </Form>
  );
}
