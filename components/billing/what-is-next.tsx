import Link from "next/link";
import { FactLine } from "@/components/billing/fact-line";
import { nextChargeFact, nextRefillFact } from "@/components/billing/next-facts";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText } from "@/components/ui/credits";
import type { SubscriptionView } from "@/lib/billing/types";

type WhatIsNextProps = {
  subscription: SubscriptionView | null;
  /** Credits that can be spent now. */
  available: bigint;
  /** What a plan's credit costs at least, if that is less than every pack's. */
  creditInPlan: string | null;
  now: Date;
};

const link = "focus-ring rounded-md text-accent underline underline-offset-4";

/** Beside the outcome of a purchase: the balance, the next refill and charge, and where to cancel or buy more. */
export function WhatIsNext({ subscription, available, creditInPlan, now }: WhatIsNextProps) {
  const isPaid = subscription !== null && subscription.price !== null;
  const refill = nextRefillFact(subscription, now);
  const charge = isPaid ? nextChargeFact(subscription, now, "invoiced") : null;
  return (
    <Card aria-label="What happens next">
      <CardHead title="What happens next" />
      <dl className="grid gap-3 px-4 pb-5 sm:px-5">
        <FactLine name="You have">{creditsText(available)}</FactLine>
        <FactLine name={refill.name}>{refill.text}</FactLine>
        {charge ? <FactLine name={charge.name}>{charge.text}</FactLine> : null}
        {isPaid ? (
          <FactLine name="Cancel">
            any time in{" "}
            <Link href="/billing" className={link}>
              Billing
            </Link>
          </FactLine>
        ) : (
          <FactLine name={creditInPlan ? `With a plan, from ${creditInPlan} per credit` : "Credits every month"}>
            <Link href="/pricing" className={link}>
              See plans
            </Link>
          </FactLine>
        )}
        <FactLine name="Need more">
          <Link href="/credits#packs" className={link}>
            Buy credits
          </Link>{" "}
          or set up{" "}
          <Link href="/settings" className={link}>
            auto top-up
          </Link>
        </FactLine>
      </dl>
    </Card>
  );
}
