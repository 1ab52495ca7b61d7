"use client";

import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Verifies with a button press, because mail scanners open links too. */
export function VerifyEmailForm({ token, action }: { token: string; action: FormAction }) {
  const [, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <SubmitButton look="primary" size="large">
        Verify email address
      </SubmitButton>
    </Form>
  );
}
