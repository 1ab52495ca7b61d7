import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { NextAmount } from "@/components/billing/next-amount";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { SubscriptionView } from "@/lib/billing/types";
import { formatMoney } from "@/lib/format/money";

type WhatIsNextProps = {
  subscription: SubscriptionView | null;
  /** Credits that can be spent now. */
  available: bigint;
};

const link = "focus-ring rounded-md text-accent underline underline-offset-4";

/** Beside the outcome of a purchase: the balance, the next refill and charge, and where to cancel or buy more. */
export function WhatIsNext({ subscription, available }: WhatIsNextProps) {
  const refill = subscription?.nextRefill ?? null;
  const isPaid = subscription !== null && subscription.price !== null;
  return (
    <Card aria-label="What happens next">
      <CardHead title="What happens next" />
      <dl className="grid gap-3 px-4 pb-5 sm:px-5">
        <Fact name="You have">{creditsText(available)}</Fact>
        <Fact name="Next refill">
          {refill ? (
            <>
              {creditsText(refill.credits)} on <DateTime at={refill.at} show="day" />
            </>
          ) : (
            "none scheduled"
          )}
        </Fact>
        {isPaid ? <NextCharge subscription={subscription} /> : null}
        {isPaid ? (
          <Fact name="Cancel">
            any time in{" "}
            <Link href="/billing" className={link}>
              Billing
            </Link>
          </Fact>
        ) : (
          <Fact name="A plan costs less per credit">
            <Link href="/pricing" className={link}>
              See plans
            </Link>
          </Fact>
        )}
        <Fact name="Need more">
          <Link href="/credits#packs" className={link}>
            Buy credits
          </Link>{" "}
          or set up{" "}
          <Link href="/settings" className={link}>
            auto top-up
          </Link>
        </Fact>
      </dl>
    </Card>
  );
}

function NextCharge({ subscription }: { subscription: SubscriptionView }) {
  const { id, status, price, quantity, endsAt, trialEndsAt, currentPeriodEnd } = subscription;
  if (!price || !currentPeriodEnd) return null;
  if (endsAt) {
    return (
      <Fact name="Ends">
        <DateTime at={endsAt} show="day" />
      </Fact>
    );
  }
  const listed = formatMoney(price.amountCents * quantity, price.currency);
  const isTrial = status === "TRIALING";
  return (
    <Fact name={isTrial ? "First charge" : "Next charge"}>
      <Suspense fallback={listed}>
        <NextAmount subscriptionId={id} otherwise={listed} />
      </Suspense>{" "}
      on <DateTime at={isTrial && trialEndsAt ? trialEndsAt : currentPeriodEnd} show="day" />
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
