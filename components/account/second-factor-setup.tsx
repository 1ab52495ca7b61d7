"use client";

import { type ReactNode, useState } from "react";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { CodeInput } from "@/components/auth/code-input";
import { CopyField } from "@/components/growth/copy-field";
import { buttonStyle } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { type FormState, freshForm } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";

/** The form state holds the recovery codes once, for the user to save. */
export type SetupState = FormState & { recoveryCodes?: string[] };

type SetupProps = {
  /** Null when two-step sign-in is already on. */
  enrolment: { secret: string; sealed: string } | null;
  qrCode: ReactNode;
  next: string;
  action: (before: SetupState, form: FormData) => Promise<SetupState>;
};

const fresh: SetupState = freshForm;

/** From the QR code through a first code to the recovery codes. */
export function SecondFactorSetup(props: SetupProps) {
  const [state, form] = useForm(props.action, fresh);
  // The page generates a new secret on every render; the one the user scanned is the one to verify against.
  const [{ enrolment, qrCode }] = useState(props);
  if (state.recoveryCodes) {
    return (
      <div className="grid gap-5">
        <Notice tone="good" live>
          Two-step sign-in is on. Other browsers were signed out.
        </Notice>
        <RecoveryCodes codes={state.recoveryCodes} />
        <div>
          <a className={buttonStyle({ look: "primary" })} href={props.next}>
            I have saved them
          </a>
        </div>
      </div>
    );
  }
  if (!enrolment) return <p className="text-muted">Two-step sign-in is already on.</p>;
  return (
    <Form of={form} className="grid gap-5" noValidate>
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <input type="hidden" name="sealed" value={enrolment.sealed} />
      <div className="grid gap-3">
        <h2 className="font-semibold text-base">1. Scan this with your authenticator app</h2>
        {qrCode}
        <p className="text-[13px] text-muted">Can't scan it? Enter this key in the app instead.</p>
        <CopyField label="Key" text={enrolment.secret} />
      </div>
      <div className="grid gap-3">
        <h2 className="font-semibold text-base">2. Enter the code from the app</h2>
        <Field name="code" label="Code" hint="Six digits." error={state.errors.code}>
          {(control) => <CodeInput {...control} className="max-w-48" />}
        </Field>
      </div>
      <div>
        <SubmitButton look="primary">Turn on two-step sign-in</SubmitButton>
      </div>
    </Form>
  );
}
