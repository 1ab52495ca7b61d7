"use client";

import { LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { askBank } from "@/components/billing/ask-bank";
import type { BillingActions } from "@/components/billing/billing-actions";
import { type CardActions, CardButton } from "@/components/billing/card-button";
import { type CardOutcome, CardResult } from "@/components/billing/card-outcome";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { WaitsForBank } from "@/components/billing/waits-for-bank";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { Button, buttonStyle } from "@/components/ui/button";
import { Failed } from "@/components/ui/failed";
import { useSending } from "@/components/ui/use-sending";

type Outcome = Awaited<ReturnType<BillingActions["retryPayment"]>>;

type CardUpdatedProps = {
  outcome: CardOutcome;
  owing: boolean;
  invoiceUrl: string | null;
  actions: CardActions & Pick<BillingActions, "retryPayment" | "syncPlan">;
};

const TO_DASHBOARD = { href: "/dashboard", name: "Go to dashboard" } as const;
const TO_BILLING = { href: "/billing", name: "See billing" } as const;

/** Whether the card was saved. An overdue payment is retried with it once, and the page shows the result. */
export function CardUpdated({ outcome: ofCard, owing, invoiceUrl, actions }: CardUpdatedProps) {
  // What was overdue on arrival: after payment the refreshed page would say that nothing was.
  const [wasOwing] = useState(owing && (ofCard.state === "saved" || ofCard.state === "on_file"));
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const { pending, failure, run, retry: again } = useSending();
  const begun = useRef(false);
  const router = useRouter();
  const { retryPayment, syncPlan } = actions;
  const retry = useCallback(() => {
    run(async () => {
      const tried = await answered(await retryPayment(), syncPlan);
      setOutcome(tried);
      if (!tried.ok) return;
      announceBalanceMove();
      router.refresh();
    });
  }, [retryPayment, syncPlan, router, run]);
  useEffect(() => {
    if (!wasOwing || begun.current) return;
    begun.current = true;
    retry();
  }, [wasOwing, retry]);

  if (!wasOwing) return <CardResult outcome={ofCard} actions={actions} />;
  if (failure) {
    return (
      <OutcomeFrame level={0.1} title="The payment was not confirmed.">
        <Failed failure={failure} pending={pending} retry={again} className="max-w-xl" />
      </OutcomeFrame>
    );
  }
  if (!outcome) {
    return (
      <div className="wrap grid justify-items-start gap-4 py-20" role="status">
        <LoaderCircle aria-hidden className="size-8 animate-spin text-accent" />
        <h1 className="font-semibold text-[28px] tracking-[-0.02em]">Paying with your card…</h1>
        <p className="text-muted">We are retrying the payment that failed. This takes a second or two.</p>
      </div>
    );
  }
  if (!outcome.ok) {
    return (
      <OutcomeFrame level={0.1} title="The payment failed.">
        <p className="max-w-xl text-muted">{outcome.sentence} Nothing was charged, and the payment is still due.</p>
        <div className="flex flex-wrap gap-2">
          <CardButton actions={actions} look="primary">
            Use another card
          </CardButton>
          <Button pending={pending} onClick={retry}>
            Try again
          </Button>
          <PayInvoice url={invoiceUrl} />
        </div>
      </OutcomeFrame>
    );
  }
  switch (outcome.status) {
    case "paid":
      return (
        <OutcomeFrame level={1} title="Paid. Your plan continues.">
          <p className="max-w-xl text-muted">Your card was charged, and this month's credits are in your balance.</p>
          <Ways first={TO_DASHBOARD} second={{ ...TO_BILLING, name: "See the receipt" }} />
        </OutcomeFrame>
      );
    case "processing":
      return (
        <OutcomeFrame level={0.5} title="Your payment is processing.">
          <p className="max-w-xl text-muted">
            This payment method takes a few days. We add your credits as soon as the payment arrives.
          </p>
          <Ways first={TO_DASHBOARD} second={TO_BILLING} />
        </OutcomeFrame>
      );
    case "requires_action":
      return (
        <OutcomeFrame level={0.3} title="Your bank needs you to confirm the payment.">
          <div className="max-w-xl text-muted">
            <WaitsForBank invoiceUrl={outcome.invoiceUrl} />
          </div>
          <Ways first={TO_BILLING} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
    case "nothing_to_pay":
      return <CardResult outcome={ofCard} actions={actions} />;
  }
}

/** The outcome after the bank's question, if it can be asked above the page. */
async function answered(tried: Outcome, syncPlan: BillingActions["syncPlan"]): Promise<Outcome> {
  if (!tried.ok || tried.status !== "requires_action" || !tried.stripe) return tried;
  const answer = await askBank(tried.stripe);
  if (answer.state === "unasked") return tried;
  await syncPlan();
  if (answer.state === "answered") return { ok: true, status: "paid" };
  return { ok: false, reason: "card_declined", sentence: answer.sentence };
}

function PayInvoice({ url }: { url: string | null }) {
  if (!url) return null;
  return (
    <a href={url} target="_blank" rel="noreferrer" className={buttonStyle()}>
      Pay the invoice another way<span className="sr-only">, opens a new tab</span>
    </a>
  );
}
