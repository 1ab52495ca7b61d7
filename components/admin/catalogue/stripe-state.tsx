"use client";

import { useState } from "react";
import { type ActionOutcome, useOutcome } from "@/components/admin/use-outcome";
import { Button } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";

/** What was found or done in Stripe, and what differs there. */
export type StripeOutcome = ActionOutcome & { drift: { id: string; what: string }[] };

type StripeStateProps = { compare: () => Promise<StripeOutcome>; push: () => Promise<StripeOutcome> };

/** Compares the catalogue with Stripe, and pushes all of it. */
export function StripeState({ compare, push }: StripeStateProps) {
  const [outcome, setOutcome] = useState<StripeOutcome | null>(null);
  const { pending, run } = useOutcome();
  return (
    <Card aria-label="Stripe" className="mt-4">
      <CardHead
        title="Stripe"
        action={
          <span className="flex flex-wrap gap-2">
            <Button size="small" pending={pending} onClick={() => run(compare, setOutcome)}>
              Compare with Stripe
            </Button>
            <Button size="small" pending={pending} onClick={() => run(push, setOutcome)}>
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
    </Card>
  );
}
