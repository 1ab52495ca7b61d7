"use client";

import Link from "next/link";
import { useEffect } from "react";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";
import { PASSWORD_HINT } from "@/lib/auth/passwords/password-hint";

export function PasswordForm({ action }: { action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  useEffect(() => {
    if (state.done) toast.success("Password changed. Every other browser was signed out.");
  }, [state]);
  return (
    <Form of={form} className="grid gap-4" noValidate>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <Field
        name="currentPassword"
        label="Current password"
        hint={
          <>
            Forgot it?{" "}
            <Link className="underline underline-offset-4" href="/forgot-password">
              Reset it by email
            </Link>
            .
          </>
        }
        error={state.errors.currentPassword}
      >
        {(control) => <Input {...control} type="password" autoComplete="current-password" className="max-w-80" />}
      </Field>
      <Field name="newPassword" label="New password" hint={PASSWORD_HINT} error={state.errors.newPassword}>
        {(control) => <Input {...control} type="password" autoComplete="new-password" className="max-w-80" />}
      </Field>
      <ConfirmFirst state={state} next="/settings" />
      <div>
        <SubmitButton>Change password</SubmitButton>
      </div>
    </Form>
  );
}
