import { BalanceAlert } from "@/components/billing/balance-alert";
import type { BillingActions } from "@/components/billing/billing-actions";
import { CollectionNotice } from "@/components/billing/collection-notice";
import { DelayedNotice } from "@/components/billing/delayed-notice";
import { afterItEnds, isGivenPlan, untilItEnds } from "@/components/billing/plan-status";
import { PlanStep } from "@/components/billing/plan-step";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { DelayedPayment } from "@/lib/account/account-facts";
import type { SubscriptionView } from "@/lib/billing/types";

type AlertProps = {
  subscription: SubscriptionView | null;
  snapshot: BalanceSnapshot;
  /** Payments for packs that have not arrived. */
  delayed: DelayedPayment[];
  actions: BillingActions;
};

/** The most urgent things about the account. An overdue payment is shown on every page. */
export function AccountAlerts(alert: AlertProps) {
  return (
    <>
      <EndAlert {...alert} />
      <CollectionNotice subscription={alert.subscription} />
      {alert.delayed.map((payment) => (
        <DelayedNotice key={payment.id} payment={payment} />
      ))}
      <BalanceAlert {...alert} />
    </>
  );
}

/** A plan that ends soon. */
function EndAlert({ subscription, actions }: Pick<AlertProps, "subscription" | "actions">) {
  if (!subscription?.endsAt) return null;
  const { plan, endsAt } = subscription;
  return (
    <Notice
      tone="info"
      action={
        isGivenPlan(subscription) ? null : (
          <PlanStep actions={actions} step="resume" size="small">
            {`Resume ${plan.name}`}
          </PlanStep>
        )
      }
    >
      {plan.name} ends on <DateTime at={endsAt} show="day" />. {untilItEnds(subscription)} {afterItEnds(subscription)}
    </Notice>
  );
}
