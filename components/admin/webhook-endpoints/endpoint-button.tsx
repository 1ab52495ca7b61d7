"use client";

import type { ComponentProps } from "react";
import { EndpointAnswer } from "@/components/admin/webhook-endpoints/endpoint-answer";
import type { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

type EndpointButtonProps = {
  action: FormAction;
  /** What is sent with it. */
  fields: Record<string, string>;
  label: string;
  /** What screen readers say, where the label alone is said of several. */
  name?: string;
  page: string;
} & Pick<ComponentProps<typeof Button>, "look" | "size">;

/** One button that acts on an endpoint, with what came of it. Works without JavaScript. */
export function EndpointButton({ action, fields, label, name, page, look, size }: EndpointButtonProps) {
  const [state, form] = useForm(action, freshForm);
  return (
    <Form of={form} className="grid min-w-0 justify-items-start gap-3">
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <SubmitButton look={look} size={size} aria-label={name}>
        {label}
      </SubmitButton>
      <EndpointAnswer state={state} page={page} />
    </Form>
  );
}
