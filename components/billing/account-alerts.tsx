import type { BillingActions } from "@/components/billing/billing-actions";
import { CollectionNotice } from "@/components/billing/collection-notice";
import { PlanStep } from "@/components/billing/plan-step";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { SubscriptionView } from "@/lib/billing/types";

const LOW_SHARE = 0.1;

type AlertProps = { subscription: SubscriptionView | null; snapshot: BalanceSnapshot; actions: BillingActions };

/** The most urgent things about the account. An overdue payment is shown on every page. */
export function AccountAlerts(alert: AlertProps) {
  return (
    <>
      <EndAlert {...alert} />
      <CollectionNotice subscription={alert.subscription} />
      <BalanceAlert {...alert} />
    </>
  );
}

/** A plan that ends soon. */
function EndAlert({ subscription, actions }: AlertProps) {
  if (!subscription?.endsAt) return null;
  const { plan, endsAt } = subscription;
  return (
    <Notice
      tone="info"
      action={
        <PlanStep actions={actions} step="resume" size="small">
          {`Resume ${plan.name}`}
        </PlanStep>
      }
    >
      {plan.name} ends on <DateTime at={endsAt} show="day" />. Until then nothing changes. After that, its unused
      credits expire, credits from packs stay, and you move to the free plan.
    </Notice>
  );
}

function BalanceAlert({ subscription, snapshot }: AlertProps) {
  const buy = (
    <LinkButton href="/credits#packs" size="small">
      Buy credits
    </LinkButton>
  );
  if (snapshot.debt > 0) {
    return (
      <Notice tone="bad" action={buy}>
        You owe {creditsText(snapshot.debt)} after a refund or a dispute. Your next credits pay that first.
      </Notice>
    );
  }
  // A user who never had credits is shown how to get some elsewhere.
  if (!subscription && snapshot.lots.length === 0) return null;
  const monthly = subscription?.meanwhile?.creditsPerMonth ?? subscription?.monthlyCredits ?? 0n;
  if (snapshot.available > Number(monthly) * LOW_SHARE) return null;
  return (
    <Notice tone="warn" action={buy}>
      {snapshot.available === 0 ? "You have no credits left." : `Only ${creditsText(snapshot.available)} left.`}{" "}
      {snapshot.nextRefill ? (
        <>
          The next refill is on <DateTime at={snapshot.nextRefill.at} show="day" />.
        </>
      ) : (
        "No refill is scheduled."
      )}
    </Notice>
  );
}
