"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

type CancelButtonProps = {
  plan: string;
  /** The end of the paid period. */
  periodEnd: Date | null;
  planCredits: number;
  otherCredits: number;
  canEndNow: boolean;
  cancelPlan: BillingActions["cancelPlan"];
};

type When = "period_end" | "now";

/** Cancels the plan after showing when it ends and what ends with it. */
export function CancelButton(props: CancelButtonProps) {
  const { plan, periodEnd, planCredits, otherCredits, canEndNow, cancelPlan } = props;
  const [open, setOpen] = useState(false);
  const [when, setWhen] = useState<When>("period_end");
  const [refusal, setRefusal] = useState<string | null>(null);
  const sending = useSending();
  const router = useRouter();
  const begin = () => {
    setRefusal(null);
    setWhen("period_end");
    setOpen(true);
  };
  const cancel = () =>
    sending.run(async () => {
      const outcome = await cancelPlan(when);
      if (!outcome.ok) return setRefusal(outcome.sentence);
      setOpen(false);
      toast.success(
        outcome.status === "ended" ? (
          `${plan} has ended.`
        ) : (
          <span>
            {plan} ends on <DateTime at={outcome.endsAt} show="day" />. You can resume it until then.
          </span>
        ),
      );
      announceBalanceMove();
      router.refresh();
    });
  return (
    <>
      <Button look="quiet" aria-haspopup="dialog" onClick={begin}>
        Cancel plan
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Cancel ${plan}?`}
        effect={
          <div className="grid gap-3">
            {canEndNow ? <Choice when={when} onChange={setWhen} periodEnd={periodEnd} /> : null}
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
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={cancel}
      />
    </>
  );
}

function WhenLines({
  when,
  plan,
  periodEnd,
  planCredits,
}: Pick<CancelButtonProps, "plan" | "periodEnd" | "planCredits"> & { when: When }) {
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
