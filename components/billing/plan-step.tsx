"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { ChangeForm } from "@/components/billing/change-form";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Failed } from "@/components/ui/failed";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

type PlanStepProps = Pick<ComponentProps<typeof Button>, "look" | "size" | "className"> & {
  children: string;
  actions: Pick<BillingActions, "confirmChange" | "resumePlan" | "resumeByForm">;
} & (
    | { step: "resume" }
    /** Undoes a scheduled change: `price` is the current one. */
    | { step: "keep"; price: string }
  );

/** Undoes a scheduled change or cancellation. No confirmation is needed, as nothing is lost. Works without scripts. */
export function PlanStep({ children, actions, look, size, className, ...step }: PlanStepProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const sending = useSending();
  const router = useRouter();
  const run = () =>
    sending.run(async () => {
      const outcome = step.step === "resume" ? await actions.resumePlan() : await actions.confirmChange(step.price);
      setRefusal(outcome.ok ? null : outcome.sentence);
      if (!outcome.ok) return void toast.error(outcome.sentence);
      if (outcome.status === "payment_due") {
        toast.info("Your plan resumes once its invoice is paid.");
        if (outcome.invoiceUrl) window.location.assign(outcome.invoiceUrl);
        return;
      }
      toast.success("Your plan continues unchanged.");
      announceBalanceMove();
      router.refresh();
    });
  const looks = { look, size, className: cx("max-w-full", className), pending: sending.pending };
  const name = <span className="truncate">{children}</span>;
  return (
    <div>
      {step.step === "keep" ? (
        <ChangeForm price={step.price} instead={run}>
          <Button type="submit" {...looks}>
            {name}
          </Button>
        </ChangeForm>
      ) : (
        <BillingForm
          {...looks}
          action={actions.resumeByForm}
          instead={() => {
            run();
            return true;
          }}
        >
          {name}
        </BillingForm>
      )}
      <Failed {...sending} className="mt-2" />
      {refusal ? (
        <p role="alert" className="mt-2 text-[13px] text-danger">
          {refusal}
        </p>
      ) : null}
    </div>
  );
}
