import { BillingForm } from "@/components/billing/billing-form";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { SubscriptionView } from "@/lib/billing/types";

const LOW_SHARE = 0.1;

type AlertProps = {
  subscription: SubscriptionView | null;
  snapshot: BalanceSnapshot;
  /** Where a payment that failed can be made good. */
  invoiceToPay: string | null;
};

/** What the owner of the account should know before anything else. */
export function AccountAlerts(alert: AlertProps) {
  return (
    <>
      <SubscriptionAlert {...alert} />
      <BalanceAlert {...alert} />
    </>
  );
}

/** A failed payment or a plan that is about to end. */
export function SubscriptionAlert({ subscription, snapshot, invoiceToPay }: AlertProps) {
  if (!subscription) return null;
  const { status, endsAt, plan } = subscription;
  if (status === "PAST_DUE" || status === "UNPAID") {
    return (
      <Notice tone="warn" action={<WaysToPay invoiceToPay={invoiceToPay} />}>
        The last payment for {plan.name} failed. <CreditsMeanwhile snapshot={snapshot} />
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

function WaysToPay({ invoiceToPay }: { invoiceToPay: string | null }) {
  return (
    <div className="flex flex-wrap gap-2">
      {invoiceToPay ? (
        <a
          href={invoiceToPay}
          target="_blank"
          rel="noreferrer"
          className={buttonStyle({ look: "primary", size: "small" })}
        >
          Pay now<span className="sr-only">, opens a new tab</span>
        </a>
      ) : null}
      <PortalButton>Change card</PortalButton>
    </div>
  );
}

/** What becomes of the plan's credits while its payment is missing. */
function CreditsMeanwhile({ snapshot }: { snapshot: BalanceSnapshot }) {
  const end = snapshot.lots.flatMap((lot) => (lot.kind === "PLAN" && lot.expiresAt ? lot.expiresAt : [])).sort()[0];
  if (!end) return "Pay it, or change your card and it is tried again: this month's credits come with the payment.";
  return (
    <>
      Pay it, or change your card and it is tried again. Without it, the plan&apos;s credits end on{" "}
      <DateTime at={end} show="day" />.
    </>
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
