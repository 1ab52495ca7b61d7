import { BillingForm } from "@/components/billing/billing-form";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { SubscriptionView } from "@/lib/billing/types";

const LOW_SHARE = 0.1;

/** What the owner of the account should know before anything else. */
export function AccountAlerts({
  subscription,
  snapshot,
}: {
  subscription: SubscriptionView | null;
  snapshot: BalanceSnapshot;
}) {
  return (
    <>
      {subscription ? <SubscriptionAlert subscription={subscription} /> : null}
      <BalanceAlert subscription={subscription} snapshot={snapshot} />
    </>
  );
}

/** A failed payment or a plan that is about to end. */
export function SubscriptionAlert({ subscription }: { subscription: SubscriptionView }) {
  const { status, endsAt, plan } = subscription;
  if (status === "PAST_DUE" || status === "UNPAID") {
    return (
      <Notice tone="warn" action={<PortalButton>Fix payment</PortalButton>}>
        The last payment for {plan.name} failed. Update your card to keep the plan
        {subscription.paidThrough ? (
          <>
            : it is paid through <DateTime at={subscription.paidThrough} show="day" />
          </>
        ) : null}
        .
      </Notice>
    );
  }
  if (!endsAt) return null;
  return (
    <Notice tone="info" action={<PortalButton>Keep {plan.name}</PortalButton>}>
      {plan.name} ends on <DateTime at={endsAt} show="day" />. Until then nothing changes; after that its unused credits
      end, credits from packs stay, and the free plan takes over.
    </Notice>
  );
}

function BalanceAlert({
  subscription,
  snapshot,
}: {
  subscription: SubscriptionView | null;
  snapshot: BalanceSnapshot;
}) {
  const buy = (
    <LinkButton href="/credits#packs" size="small">
      Buy credits
    </LinkButton>
  );
  if (snapshot.debt > 0) {
    return (
      <Notice tone="bad" action={buy}>
        {creditsText(snapshot.debt)} are owed after a refund or a dispute. Your next credits pay that first.
      </Notice>
    );
  }
  if (snapshot.available > Number(subscription?.plan.creditsPerMonth ?? 0n) * LOW_SHARE) return null;
  return (
    <Notice tone="warn" action={buy}>
      {snapshot.available === 0 ? "You have no credits left." : `Only ${creditsText(snapshot.available)} left.`}{" "}
      {snapshot.nextRefill ? (
        <>
          The next refill is on <DateTime at={snapshot.nextRefill.at} show="day" />.
        </>
      ) : (
        "No refill is planned."
      )}
    </Notice>
  );
}

function PortalButton({ children }: { children: React.ReactNode }) {
  return (
    <BillingForm action="portal" size="small">
      {children}
    </BillingForm>
  );
}
