"use client";

import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** For a user who has only signed in through an OAuth provider. */
export function FirstPasswordForm({ action }: { action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4">
      {state.done ? (
        <Notice tone="good" live>
          We sent you a link to choose a password. It works once, for 30 minutes.
        </Notice>
      ) : null}
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <p className="text-muted">You have no password, because you sign in with a linked account.</p>
      <div>
        <SubmitButton>Email me a link to set one</SubmitButton>
      </div>
    </Form>
  );
}
