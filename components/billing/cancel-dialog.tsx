"use client";

import type { ReactNode } from "react";
import ConfirmDialogBox from "@/components/ui/confirm-dialog-box";
import type { ConfirmDialogProps } from "@/components/ui/confirm-dialog-props";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";

export type CancelFacts = {
  plan: string;
  /** The end of the paid period. */
  periodEnd: Date | null;
  planCredits: number;
  otherCredits: number;
  canEndNow: boolean;
};

export type When = "period_end" | "now";

type CancelDialogProps = CancelFacts &
  Pick<ConfirmDialogProps, "open" | "onOpenChange" | "pending" | "failure" | "onConfirm"> & {
    when: When;
    onWhen: (when: When) => void;
    /** Why the plan was not canceled. */
    refusal: string | null;
  };

/** When the plan ends, and what ends with it; a part of its own, as most visits cancel nothing. */
export default function CancelDialog(props: CancelDialogProps) {
  const { plan, periodEnd, planCredits, otherCredits, canEndNow, when, onWhen, refusal, ...dialog } = props;
  return (
    <ConfirmDialogBox
      {...dialog}
      title={`Cancel ${plan}?`}
      effect={
        <div className="grid gap-3">
          {canEndNow ? <Choice when={when} onChange={onWhen} periodEnd={periodEnd} /> : null}
          <ul className="grid list-disc gap-1.5 pl-5">
            <WhenLines when={when} plan={plan} periodEnd={periodEnd} planCredits={planCredits} />
            <li>
              {otherCredits > 0
                ? `You keep your ${creditsText(otherCredits)} from packs and promotions.`
                : "You keep all credits from packs."}
            </li>
            <li>After that you are on the free plan.</li>
          </ul>
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

function WhenLines({
  when,
  plan,
  periodEnd,
  planCredits,
}: Pick<CancelFacts, "plan" | "periodEnd" | "planCredits"> & { when: When }) {
  const credits = planCredits > 0 ? `Your ${creditsText(planCredits)} from the plan` : "The plan's credits";
  if (when === "now") {
    return (
      <>
        <li>{plan} ends immediately. The rest of the period you paid for is not refunded.</li>
        <li>{credits} expire immediately. This cannot be undone.</li>
      </>
    );
  }
  return (
    <>
      <li>
        {plan} stays active until {periodEnd ? <DateTime at={periodEnd} show="day" /> : "the end of the period"}, then
        it ends. You are not charged again.
      </li>
      <li>{credits} can be spent until then, and expire with it. You can resume the plan until that day.</li>
    </>
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
