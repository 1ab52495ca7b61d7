"use client";

import { TextField } from "@/components/admin/form-parts";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { Form } from "@/components/ui/form";
import { type FormAction, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** Notes that another account is of the same person, on both. */
export function SamePersonForm({ userId, action }: { userId: string; action: FormAction }) {
  const [state, form] = useForm(action, freshForm);
  const field = { initial: {}, state };
  return (
    <details className="border-line border-t px-4 py-4 sm:px-5">
      <summary className="focus-ring w-fit cursor-pointer rounded-md font-medium text-[13px]">
        They have another account
      </summary>
      <Form of={form} className="mt-3 grid gap-3 sm:grid-cols-2" noValidate>
        <input type="hidden" name="user" value={userId} />
        <TextField {...field} name="other" label="Other account" hint="Its email address or an id." />
        <TextField {...field} name="how" label="How you know" hint="Both accounts get this note. Nothing is moved." />
        <div className="grid gap-3 sm:col-span-2">
          <ConfirmFirst state={state} next={`/admin/users/${userId}`} />
          {state.message ? <Notice tone="bad">{state.message}</Notice> : null}
          <div>
            <SubmitButton size="small">Note on both</SubmitButton>
          </div>
        </div>
      </Form>
    </details>
  );
}
