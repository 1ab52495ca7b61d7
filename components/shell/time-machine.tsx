"use client";

import { Clock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { buttonStyle } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { Form } from "@/components/ui/form";
import { toast } from "@/components/ui/toast";
import { useForm } from "@/components/ui/use-form";

const steps = [
  { step: "day", name: "+1 day" },
  { step: "month", name: "+1 month" },
  { step: "renewal", name: "To next renewal" },
];

// Renewals arrive through webhooks and jobs, so the balance and the page are refreshed a few times.
const LOOK_AGAIN_MS = [300, 1_000, 2_000, 4_000];

export type TimeMoved = { sentence: string | null; failed: boolean };

type TimeMachineProps = { now: Date; travel: (before: TimeMoved | null, form: FormData) => Promise<TimeMoved> };

/** Local mode: advances the clock of the app and of the local Stripe, to watch renewals and refills happen. */
export function TimeMachine({ now, travel }: TimeMachineProps) {
  const [state, form] = useForm(travel, null);
  const router = useRouter();
  useEffect(() => {
    if (!state) return;
    if (state.sentence) toast.error(state.sentence);
    const look = () => {
      announceBalanceMove();
      router.refresh();
    };
    const timers = LOOK_AGAIN_MS.map((delay) => setTimeout(look, delay));
    return () => timers.forEach(clearTimeout);
  }, [state, router]);
  return (
    <Form of={form} aria-label="Time machine" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <span className="inline-flex items-center gap-2">
        <Clock aria-hidden className="size-4" />
        <DateTime at={now} className="text-ink" />
      </span>
      <span className="flex flex-wrap gap-1.5">
        {steps.map(({ step, name }) => (
          <button
            key={step}
            type="submit"
            name="step"
            value={step}
            aria-disabled={form.pending || undefined}
            onClick={form.pending ? (event) => event.preventDefault() : undefined}
            className={buttonStyle({ size: "small" })}
          >
            {name}
          </button>
        ))}
      </span>
      <span role="status" className="text-faint">
        {form.pending ? "Advancing the clock…" : "local mode: simulated date"}
      </span>
    </Form>
  );
}
