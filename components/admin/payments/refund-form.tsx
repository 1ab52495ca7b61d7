"use client";

import { freshRefund, type RefundAction, type RefundFigures } from "@/components/admin/payments/refund-state";
import { ConfirmFirst } from "@/components/auth/confirm-first";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { useForm } from "@/components/ui/use-form";
import { formatMoney, moneyText } from "@/lib/format/money";

type RefundFormProps = {
  paymentId: string;
  refundableCents: number;
  currency: string;
  /** One refund per key: a form submitted twice refunds once. */
  idempotencyKey: string;
  action: RefundAction;
};

/** Refunds a payment, in full or in part: shows the figures first, then asks to type the amount. */
export function RefundForm({ paymentId, refundableCents, currency, idempotencyKey, action }: RefundFormProps) {
  const [state, form] = useForm(action, freshRefund);
  const { figures } = state;
  return (
    <Form of={form} className="grid max-w-xl gap-4 px-4 pb-5 sm:px-5" noValidate>
      <input type="hidden" name="payment" value={paymentId} />
      <input type="hidden" name="idempotencyKey" value={idempotencyKey} />
      <Field
        name="amount"
        label="Amount"
        hint={`Up to ${formatMoney(refundableCents, currency)} can be refunded.`}
        error={state.errors.amount}
      >
        {(control) => (
          <Input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            defaultValue={state.values.amount ?? moneyText(refundableCents, currency)}
          />
        )}
      </Field>
      <Field name="reason" label="Reason" hint="For the audit log." error={state.errors.reason}>
        {(control) => <Input {...control} autoComplete="off" defaultValue={state.values.reason} maxLength={300} />}
      </Field>
      {figures ? <Figures figures={figures} /> : null}
      {figures ? (
        <Field
          name="confirmation"
          label="Confirm the amount"
          hint={`Type ${moneyText(figures.amountCents, currency)} to refund it. A refund cannot be undone.`}
          error={state.errors.confirmation}
        >
          {(control) => (
            <Input {...control} inputMode="decimal" autoComplete="off" defaultValue={state.values.confirmation} />
          )}
        </Field>
      ) : null}
      <ConfirmFirst state={state} next={`/admin/payments/${paymentId}`} />
      {state.message ? (
        <Notice tone="bad" live>
          {state.message}
        </Notice>
      ) : null}
      <div>
        {figures ? (
          <SubmitButton look="danger">Refund {formatMoney(figures.amountCents, currency)}</SubmitButton>
        ) : (
          <SubmitButton>Preview refund</SubmitButton>
        )}
      </div>
    </Form>
  );
}

function Figures({ figures }: { figures: RefundFigures }) {
  const { amountCents, refundableCents, currency, credits, before, after, referrerCredits } = figures;
  const newDebt = after.debt - before.debt;
  return (
    <Notice tone="warn" live>
      <ul className="grid gap-1">
        <li>
          {formatMoney(amountCents, currency)} goes back to the customer
          {amountCents < refundableCents
            ? `, and ${formatMoney(refundableCents - amountCents, currency)} stays refundable`
            : ""}
          .
        </li>
        <li>
          {credits === 0
            ? "No credits are taken back: those it paid for have expired."
            : `${creditsText(credits)} of this payment are taken back.`}{" "}
          The balance goes from {formatCredits(before.balance)} to {formatCredits(after.balance)}.
        </li>
        {newDebt > 0 ? (
          <li>
            {creditsText(newDebt)} of them were already spent and become debt, which the next credits pay off first.
          </li>
        ) : null}
        {referrerCredits > 0 ? (
          <li>{creditsText(referrerCredits)} are taken back from the user who referred this customer.</li>
        ) : null}
      </ul>
    </Notice>
  );
}
