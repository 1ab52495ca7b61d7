import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { SubscriptionView } from "@/lib/billing/types";
import { formatMoney } from "@/lib/format/money";
import type { Lot } from "@/lib/ledger/types";

type PlanEndProps = {
  subscription: SubscriptionView;
  lots: readonly Lot[];
  /** At once the plan's credits go with it; at the end of the period they stay until then. */
  when: "now" | "period end";
};

/** What the end of a plan takes away, in figures: its credits, and the charge that falls away. */
export function PlanEnd({ subscription, lots, when }: PlanEndProps) {
  const credits = planCredits(lots, subscription.id);
  const end = subscription.currentPeriodEnd;
  const charge = nextCharge(subscription);
  return (
    <>
      {when === "now" ? (
        credits > 0n ? (
          `${creditsText(credits)} of the plan are taken now. `
        ) : (
          "The plan has no credits left. "
        )
      ) : credits > 0n && end ? (
        <>
          {creditsText(credits)} stay until <DateTime at={end} show="day" />.{" "}
        </>
      ) : null}
      {charge && end ? (
        <>
          The charge of {charge} on <DateTime at={end} show="day" /> falls away.
        </>
      ) : null}
    </>
  );
}

/** What is left of the credits that a subscription granted. */
export function planCredits(lots: readonly Lot[], subscriptionId: string): bigint {
  return lots
    .filter((lot) => lot.kind === "PLAN" && lot.subscriptionId === subscriptionId)
    .reduce((sum, { remaining }) => sum + remaining, 0n);
}

/** The price of the next period, before discounts, taxes and balances; null when none is charged. */
export function nextCharge({ price, quantity, scheduledChange: change, endsAt }: SubscriptionView): string | null {
  if (!price || endsAt) return null;
  const next = change ?? { price, quantity };
  return formatMoney(next.price.amountCents * next.quantity, next.price.currency);
}
