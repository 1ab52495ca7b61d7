"use client";

import type { ComponentProps } from "react";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type ProviderFormProps = Pick<ComponentProps<typeof SubmitButton>, "size" | "children" | "aria-label"> & {
  provider: "github" | "google";
  /** Where to go from there. */
  next: string;
  /** Redirects to the provider: to sign in, to link it, or to confirm the user's identity. */
  action: FormAction;
};

/** A button that goes to an OAuth provider. A form, so that it works before the page's scripts have loaded and without any. */
export function ProviderForm({ provider, next, action, ...button }: ProviderFormProps) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid gap-2">
      <input type="hidden" name="provider" value={provider} />
      <input type="hidden" name="next" value={next} />
      <SubmitButton {...button} />
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
    </Form>
  );
}
