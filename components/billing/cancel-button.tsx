"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, lazy, Suspense, useState } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import type { CancelFacts, When } from "@/components/billing/cancel-effect";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { Button } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { toast } from "@/components/ui/toast";
import { useAtRest } from "@/components/ui/use-at-rest";
import { useSending } from "@/components/ui/use-sending";

type CancelButtonProps = CancelFacts & { cancelPlan: BillingActions["cancelPlan"] };

const load = () => import("@/components/billing/cancel-dialog");
const CancelDialog = lazy(load);

/** Cancels the plan after showing when it ends and what ends with it. Without scripts a page does. */
export function CancelButton(props: CancelButtonProps) {
  const { cancelPlan, ...facts } = props;
  const { plan } = facts;
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  useAtRest(load);
  const [when, setWhen] = useState<When>("period_end");
  const [refusal, setRefusal] = useState<string | null>(null);
  const sending = useSending();
  const router = useRouter();
  const begin = (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    setWhen("period_end");
    setWanted(true);
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
      <form action="/billing/cancel" onSubmit={begin}>
        <Button type="submit" look="quiet" aria-haspopup="dialog">
          Cancel plan
        </Button>
      </form>
      {wanted ? (
        <Suspense fallback={null}>
          <CancelDialog
            facts={facts}
            open={open}
            onOpenChange={setOpen}
            when={when}
            onWhen={setWhen}
            refusal={refusal}
            pending={sending.pending}
            failure={sending.failure}
            onConfirm={cancel}
          />
        </Suspense>
      ) : null}
    </>
  );
}
