import Link from "next/link";
import { type ReactNode, Suspense } from "react";
import { NextAmount } from "@/components/billing/next-amount";
import { isRefillDue, nextPayment, waitsForMoney } from "@/components/billing/plan-status";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { SubscriptionView } from "@/lib/billing/types";
import { formatPrice } from "@/lib/format/money";

type WhatIsNextProps = {
  subscription: SubscriptionView | null;
  /** Credits that can be spent now. */
  available: bigint;
  now: Date;
};

const link = "focus-ring rounded-md text-accent underline underline-offset-4";

/** Beside the outcome of a purchase: the balance, the next refill and charge, and where to cancel or buy more. */
export function WhatIsNext({ subscription, available, now }: WhatIsNextProps) {
  const isPaid = subscription !== null && subscription.price !== null;
  return (
    <Card aria-label="What happens next">
      <CardHead title="What happens next" />
      <dl className="grid gap-3 px-4 pb-5 sm:px-5">
        <Fact name="You have">{creditsText(available)}</Fact>
        <Fact name="Next refill">
          <NextRefill subscription={subscription} now={now} />
        </Fact>
        {isPaid ? <NextCharge subscription={subscription} now={now} /> : null}
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

function NextRefill({ subscription, now }: Pick<WhatIsNextProps, "subscription" | "now">) {
  const refill = subscription?.nextRefill;
  if (!refill) return subscription && waitsForMoney(subscription) ? "after payment" : "none scheduled";
  if (isRefillDue(subscription, now)) return "when your renewal is paid";
  return (
    <>
      {creditsText(refill.credits)} on <DateTime at={refill.at} show="day" />
    </>
  );
}

function NextCharge({ subscription, now }: { subscription: SubscriptionView; now: Date }) {
  const next = nextPayment(subscription, now);
  switch (next.kind) {
    case "none":
    case "paused":
      return null;
    case "ends":
      return (
        <Fact name="Ends">
          <DateTime at={next.at} show="day" />
        </Fact>
      );
    case "sent":
      return <Fact name="Invoice sent">{formatPrice(next.invoice.amountCents, next.invoice.currency)}</Fact>;
    case "overdue":
      return <Fact name="Due now">{formatPrice(next.amountCents, next.currency)}</Fact>;
    case "renewing":
      return <Fact name="Renewal">{formatPrice(next.amountCents, next.currency)}, being charged</Fact>;
    case "coming": {
      const listed = formatPrice(next.amountCents, next.currency);
      return (
        <Fact name={next.isFirst ? "First charge" : "Next charge"}>
          <Suspense fallback={listed}>
            <NextAmount subscriptionId={subscription.id} otherwise={listed} />
          </Suspense>{" "}
          on <DateTime at={next.at} show="day" />
        </Fact>
      );
    }
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
