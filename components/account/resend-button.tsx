"use client";

import { useEffect } from "react";
import { Form } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

export type Resent = { ok: boolean; sentence: string } | null;
export type ResendAction = (before: Resent) => Promise<Resent>;

/** Sends the verification link again. */
export function ResendButton({ action }: { action: ResendAction }) {
  const [resent, form] = useForm(action, null);
  useEffect(() => {
    if (resent) toast[resent.ok ? "success" : "error"](resent.sentence);
  }, [resent]);
  return (
    <Form of={form}>
      <SubmitButton size="small">Send the link again</SubmitButton>
    </Form>
  );
}
