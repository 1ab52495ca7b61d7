"use client";

import { LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";
import { retryPayment } from "@/app/(account)/billing/plan-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { OutcomeFrame, Ways } from "@/components/billing/outcome-frame";
import { WaitsForBank } from "@/components/billing/waits-for-bank";
import { announceBalanceMove } from "@/components/credits/balance-store";
import { Button, buttonStyle } from "@/components/ui/button";

type Outcome = Awaited<ReturnType<typeof retryPayment>>;

const TO_DASHBOARD = { href: "/dashboard", name: "Go to dashboard" } as const;
const TO_BILLING = { href: "/billing", name: "See billing" } as const;

/** Tries a missing payment with the card that was just saved, once, and tells how it went. */
export function CardUpdated({ owing, invoiceUrl }: { owing: boolean; invoiceUrl: string | null }) {
  // What was owed on arrival: once it is paid the page is read anew, and would say that nothing was.
  const [wasOwing] = useState(owing);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [pending, startTransition] = useTransition();
  const begun = useRef(false);
  const router = useRouter();
  const retry = useCallback(() => {
    startTransition(async () => {
      const tried = await retryPayment();
      setOutcome(tried);
      if (!tried.ok) return;
      announceBalanceMove();
      router.refresh();
    });
  }, [router]);
  useEffect(() => {
    if (!wasOwing || begun.current) return;
    begun.current = true;
    retry();
  }, [wasOwing, retry]);

  if (!wasOwing) return <Saved />;
  if (!outcome) {
    return (
      <div className="wrap grid justify-items-start gap-4 py-20" role="status">
        <LoaderCircle aria-hidden className="size-8 animate-spin text-accent" />
        <h1 className="font-semibold text-[28px] tracking-[-0.02em]">Paying with your card…</h1>
        <p className="text-muted">The payment that failed is tried again. This takes a second or two.</p>
      </div>
    );
  }
  if (!outcome.ok) {
    return (
      <OutcomeFrame level={0.1} title="That did not go through.">
        <p className="max-w-xl text-muted">{outcome.sentence} Nothing was charged, and your plan still waits for it.</p>
        <div className="flex flex-wrap gap-2">
          <BillingForm action="card" look="primary">
            Use another card
          </BillingForm>
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
        <OutcomeFrame level={1} title="Paid. Your plan goes on.">
          <p className="max-w-xl text-muted">
            The payment went through with your card, and this month's credits are here.
          </p>
          <Ways first={TO_DASHBOARD} second={{ ...TO_BILLING, name: "See the receipt" }} />
        </OutcomeFrame>
      );
    case "processing":
      return (
        <OutcomeFrame level={0.5} title="Your payment is on its way.">
          <p className="max-w-xl text-muted">
            This way of paying takes a few days to arrive. Your credits come by themselves as soon as it does.
          </p>
          <Ways first={TO_DASHBOARD} second={TO_BILLING} />
        </OutcomeFrame>
      );
    case "requires_action":
      return (
        <OutcomeFrame level={0.3} title="Your bank wants you to confirm.">
          <div className="max-w-xl text-muted">
            <WaitsForBank invoiceUrl={outcome.invoiceUrl} />
          </div>
          <Ways first={TO_BILLING} second={TO_DASHBOARD} />
        </OutcomeFrame>
      );
    case "nothing_to_pay":
      return <Saved />;
  }
}

function Saved() {
  return (
    <OutcomeFrame level={1} title="Your card is saved.">
      <p className="max-w-xl text-muted">
        There is nothing to pay now. Renewals and top-ups are charged to it from here on.
      </p>
      <Ways first={TO_BILLING} second={TO_DASHBOARD} />
    </OutcomeFrame>
  );
}

function PayInvoice({ url }: { url: string | null }) {
  if (!url) return null;
  return (
    <a href={url} target="_blank" rel="noreferrer" className={buttonStyle()}>
      Pay the invoice another way<span className="sr-only">, opens a new tab</span>
    </a>
  );
}
