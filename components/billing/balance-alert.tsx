import { refillWait } from "@/components/billing/plan-status";
import { type BalanceSnapshot, frozenCredits, heldCredits } from "@/components/credits/balance-snapshot";
import { RefillSentence } from "@/components/credits/refill-date";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import { Notice } from "@/components/ui/notice";
import type { SubscriptionView } from "@/lib/billing/types";

const LOW_SHARE = 0.1;

type BalanceAlertProps = { subscription: SubscriptionView | null; snapshot: BalanceSnapshot };

/** What keeps the user from spending: debt, a dispute, holds, or too few credits. The reason comes before the remedy. */
export function BalanceAlert({ subscription, snapshot }: BalanceAlertProps) {
  const { available, debt } = snapshot;
  const frozen = frozenCredits(snapshot);
  const isLow = isShort(snapshot) && available <= Number(monthlyCredits(subscription)) * LOW_SHARE;
  if (debt > 0) {
    return (
      <Notice tone="bad" action={<Buy />}>
        You owe {creditsText(debt)}: a run went over what was left, or a payment was refunded or disputed. Your next
        credits pay that first.
      </Notice>
    );
  }
  if (frozen > 0) {
    return (
      <Notice
        tone="warn"
        action={
          <div className="flex flex-wrap gap-2">
            <LinkButton href="/billing#payments" size="small">
              See the payment
            </LinkButton>
            {isLow ? <Buy /> : null}
          </div>
        }
      >
        {creditsText(frozen)} {frozen === 1 ? "is" : "are"} frozen because your bank disputes the payment for them. You
        can spend them again if the payment stands.
        {isLow ? ` ${available === 0 ? "Nothing else is" : `Only ${creditsText(available)} are`} available.` : ""}
      </Notice>
    );
  }
  // A user who never had credits is shown how to get some elsewhere.
  if (!isLow || (!subscription && snapshot.lots.length === 0)) return null;
  const held = heldCredits(snapshot);
  return (
    <Notice tone="warn" action={<Buy />}>
      {shortage(available, held)} <RefillSentence balance={snapshot} waitsFor={refillWait(subscription)} />
    </Notice>
  );
}

/** Nothing is left, or some of it was spent: the few credits of a trial that has just started are not a shortage. */
function isShort({ available, lots }: BalanceSnapshot): boolean {
  return available === 0 || available < lots.reduce((sum, { amount }) => sum + amount, 0);
}

function monthlyCredits(subscription: SubscriptionView | null): bigint {
  return subscription?.meanwhile?.creditsPerMonth ?? subscription?.monthlyCredits ?? 0n;
}

function shortage(available: number, held: number): string {
  if (available > 0) return `Only ${creditsText(available)} left.`;
  if (held === 0) return "You have no credits left.";
  return `Your last ${creditsText(held)} ${held === 1 ? "is" : "are"} held for work in progress. What it does not use comes back.`;
}

function Buy() {
  return (
    <LinkButton href="/credits#packs" size="small">
      Buy credits
    </LinkButton>
  );
}
