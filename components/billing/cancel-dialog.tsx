"use client";

import type { ReactNode } from "react";
import { CancelEffect, type CancelFacts, type When } from "@/components/billing/cancel-effect";
import ConfirmDialogBox from "@/components/ui/confirm-dialog-box";
import type { ConfirmDialogProps } from "@/components/ui/confirm-dialog-props";
import { DateTime } from "@/components/ui/date-time";

type CancelDialogProps = Pick<ConfirmDialogProps, "open" | "onOpenChange" | "pending" | "failure" | "onConfirm"> & {
  facts: CancelFacts;
  when: When;
  onWhen: (when: When) => void;
  /** Why the plan was not canceled. */
  refusal: string | null;
};

/** When the plan ends, and what ends with it; a part of its own, as most visits cancel nothing. */
export default function CancelDialog(props: CancelDialogProps) {
  const { facts, when, onWhen, refusal, ...dialog } = props;
  const { plan, periodEnd, canEndNow } = facts;
  return (
    <ConfirmDialogBox
      {...dialog}
      title={`Cancel ${plan}?`}
      effect={
        <div className="grid gap-3">
          {canEndNow ? <Choice when={when} onChange={onWhen} periodEnd={periodEnd} /> : null}
          <CancelEffect {...facts} when={when} />
          {refusal ? (
            <p role="alert" className="text-danger">
              {refusal}
            </p>
          ) : null}
        </div>
      }
      confirm={when === "now" ? `End ${plan} now` : `Cancel ${plan}`}
      dismiss={`Keep ${plan}`}
    />
  );
}

function Choice({ when, onChange, periodEnd }: { when: When; onChange: (when: When) => void; periodEnd: Date | null }) {
  const choices: { value: When; label: ReactNode }[] = [
    {
      value: "period_end",
      label: periodEnd ? (
        <>
          On <DateTime at={periodEnd} show="day" />, at the end of the period
        </>
      ) : (
        "At the end of the period"
      ),
    },
    { value: "now", label: "Now" },
  ];
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">When to cancel</legend>
      {choices.map(({ value, label }) => (
        <label
          key={value}
          className="flex items-center gap-2.5 rounded-control border border-line px-3 py-2 text-ink has-[:checked]:border-accent"
        >
          <input
            type="radio"
            name="when"
            value={value}
            checked={when === value}
            onChange={() => onChange(value)}
            className="focus-ring size-4 accent-[var(--accent)]"
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
