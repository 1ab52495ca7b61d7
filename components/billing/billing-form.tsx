"use client";

import { type ComponentProps, type ReactNode, useEffect, useSyncExternalStore } from "react";
import { askBank } from "@/components/billing/ask-bank";
import type { PayAction, PayState } from "@/components/billing/billing-actions";
import type { Button } from "@/components/ui/button";
import { Form } from "@/components/ui/form";
import { freshForm } from "@/components/ui/form-state";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { type FormHandle, useForm } from "@/components/ui/use-form";

type BillingFormProps = Pick<ComponentProps<typeof Button>, "look" | "size" | "className"> & {
  action: PayAction;
  /** The action's input, such as the price's id. */
  fields?: Record<string, string>;
  label?: string;
  /** What pressing the button does instead, where scripts run, unless it returns false. */
  instead?: (form: HTMLFormElement) => boolean;
  pending?: boolean;
  children: ReactNode;
};

/** A button that pays or leads to Stripe; when that fails, it says why. A bank's question is asked above the page. */
export function BillingForm(props: BillingFormProps) {
  const { action, fields = {}, label, instead, pending = false, children, className, ...look } = props;
  const [state, form] = useForm<PayState>(action, freshForm);
  const isBusy = useBank(state) || pending;
  const runsScripts = useSyncExternalStore(
    () => () => {},
    () => "yes",
    () => "",
  );
  useEffect(() => {
    if (state.message) toast.error(state.message);
  }, [state]);
  const send: FormHandle["send"] = (event) => {
    if (instead?.(event.currentTarget)) event.preventDefault();
    else form.send(event);
  };
  return (
    <Form of={{ ...form, send }}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={state.next?.[name] ?? value} />
      ))}
      <input type="hidden" name="scripts" value={runsScripts} />
      <SubmitButton className={className} aria-label={label} {...(isBusy && { pending: true })} {...look}>
        {children}
      </SubmitButton>
      {state.message ? (
        <p role="alert" className="mt-2 text-[13px] text-danger">
          {state.message}
        </p>
      ) : null}
    </Form>
  );
}

/** Lets the bank ask, then shows the page that tells the result, which knows another way if the bank was not asked. */
function useBank({ bank }: PayState): boolean {
  useEffect(() => {
    if (bank) void askBank(bank.stripe).then(() => window.location.assign(bank.then));
  }, [bank]);
  return bank !== undefined;
}
