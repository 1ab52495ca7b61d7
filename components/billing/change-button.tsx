"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, type ReactNode, useState } from "react";
import { askBank } from "@/components/billing/ask-bank";
import type { BillingActions, Refused } from "@/components/billing/billing-actions";
import { ChangeForm } from "@/components/billing/change-form";
import { ChangePreviewFacts } from "@/components/billing/change-preview";
import { ChangeRefused } from "@/components/billing/change-refused";
import { confirmWord } from "@/components/billing/confirm-word";
import { WaitsForBank } from "@/components/billing/waits-for-bank";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";

type Stage =
  | { at: "looking" }
  | { at: "ready"; preview: ChangePreview; outdated: boolean }
  | { at: "refused"; refusal: Refused }
  | { at: "bank"; invoiceUrl: string | null };

type ChangeButtonProps = Pick<ComponentProps<typeof Button>, "look" | "size" | "className"> & {
  price: string;
  /** The question, such as "Upgrade to Pro?". */
  title: string;
  children: string;
  actions: BillingActions;
};

/** Changes the plan after showing a preview of the money and credits. Without scripts a page does. */
export function ChangeButton({ price, title, children, actions, ...looks }: ChangeButtonProps) {
  const [open, setOpen] = useState(false);
  const [stage, setStage] = useState<Stage>({ at: "looking" });
  const sending = useSending();
  const router = useRouter();

  const preview = async (outdated: boolean) => {
    const shown = await actions.showChange(price);
    setStage(shown.ok ? { at: "ready", preview: shown, outdated } : { at: "refused", refusal: shown });
  };
  const begin = () => {
    setStage({ at: "looking" });
    setOpen(true);
    sending.run(() => preview(false));
  };
  const change = async (shown: ChangePreview) => {
    const outcome = await actions.confirmChange(price, shown.prorationDate ?? undefined);
    if (!outcome.ok) {
      if (outcome.reason === "preview_expired") return preview(true);
      // Another tab made the change, or this one did and the answer got lost.
      if (outcome.reason === "same_price") return done(changedText(shown));
      return setStage({ at: "refused", refusal: outcome });
    }
    if (outcome.status === "requires_action") {
      router.refresh();
      const answer = outcome.stripe ? await askBank(outcome.stripe) : ({ state: "unasked" } as const);
      if (answer.state === "unasked") return setStage({ at: "bank", invoiceUrl: outcome.invoiceUrl });
      await actions.syncPlan();
      if (answer.state === "refused") {
        router.refresh();
        return setStage({ at: "refused", refusal: { ok: false, reason: "card_declined", sentence: answer.sentence } });
      }
    }
    if (outcome.status === "processing") return done(<OnItsWay plan={shown} />, "info");
    done(outcome.status === "scheduled" ? <Scheduled plan={shown} at={outcome.at} /> : changedText(shown));
  };
  const done = (told: ReactNode, tone: "success" | "info" = "success") => {
    router.refresh();
    announceBalanceMove();
    setOpen(false);
    toast[tone](told);
  };

  const confirm = confirmText(stage);
  return (
    <>
      <ChangeForm price={price} instead={begin}>
        <Button type="submit" {...looks} aria-haspopup="dialog">
          {children}
        </Button>
      </ChangeForm>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        effect={<Effect stage={stage} actions={actions} />}
        confirm={confirm}
        dismiss={confirm === null && stage.at !== "looking" ? "Close" : "Not now"}
        look="primary"
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={() => sending.run(() => (stage.at === "ready" ? change(stage.preview) : preview(false)))}
      />
    </>
  );
}

function Effect({ stage, actions }: { stage: Stage; actions: BillingActions }) {
  switch (stage.at) {
    case "looking":
      return <Looking />;
    case "ready":
      return <ChangePreviewFacts preview={stage.preview} outdated={stage.outdated} />;
    case "refused":
      return <ChangeRefused refusal={stage.refusal} actions={actions} />;
    case "bank":
      return <WaitsForBank invoiceUrl={stage.invoiceUrl} />;
  }
}

function Looking() {
  return (
    <div role="status" aria-label="Calculating the change" className="grid gap-3 py-1">
      <Skeleton className="h-9 w-40" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="h-5 w-full" />
      <Skeleton className="h-5 w-3/4" />
    </div>
  );
}

function confirmText(stage: Stage): string | null {
  switch (stage.at) {
    case "ready":
      return confirmWord(stage.preview);
    case "refused":
      return "Try again";
    default:
      return null;
  }
}

function changedText({ kind, plan, price, quantity }: ChangePreview): string {
  const name = planTitle(plan.name, quantity);
  if (kind === "same") return `You stay on ${name}.`;
  return `You are now on ${name}, billed ${price.interval === "YEAR" ? "yearly" : "monthly"}.`;
}

function Scheduled({ plan: { plan }, at }: { plan: ChangePreview; at: Date }) {
  return (
    <span>
      {plan.name} starts on <DateTime at={at} show="day" />. Until then nothing changes.
    </span>
  );
}

function OnItsWay({ plan: { plan } }: { plan: ChangePreview }) {
  return (
    <span>Your payment is processing, which may take days. You get {plan.name} and its credits when it arrives.</span>
  );
}
