"use client";

import { PushDialog } from "@/components/admin/catalogue/push-dialog";
import type { PreviewPush } from "@/components/admin/catalogue/push-words";
import { type StripeOutcome, useComparison } from "@/components/admin/catalogue/stripe-comparison";
import { usePush } from "@/components/admin/catalogue/use-push";
import { useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";

type StripeStateProps = {
  compare: () => Promise<StripeOutcome>;
  preview: PreviewPush;
  push: () => Promise<StripeOutcome>;
};

/** Compares the catalogue with Stripe, and pushes all of it. */
export function StripeState({ compare, preview, push }: StripeStateProps) {
  const { outcome, setOutcome } = useComparison();
  const comparing = useOutcome();
  const pushing = usePush(preview, push, setOutcome);
  return (
    <Card aria-label="Stripe" className="mt-4">
      <CardHead
        title="Stripe"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="small" pending={comparing.pending} onClick={() => comparing.run(compare, setOutcome)}>
              Compare with Stripe
            </Button>
            <Button size="small" pending={pushing.pending} onClick={() => pushing.ask("all")}>
              Push all to Stripe
            </Button>
          </span>
        }
      />
      <div className="grid gap-2 px-4 pb-4 text-[13px] text-muted sm:px-5">
        <p role="status">
          {outcome?.sentence ??
            "Pushing creates the products and prices that are missing in Stripe, and updates names and descriptions. Prices that were archived there stay archived."}
        </p>
        {outcome && outcome.drift.length > 0 ? (
          <ul className="grid gap-1.5">
            {outcome.drift.map(({ id, what }) => (
              <li key={`${id}${what}`} className="break-words">
                <code>{id}</code> {what}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <PushDialog name="everything on sale" {...pushing.dialog} />
    </Card>
  );
}
