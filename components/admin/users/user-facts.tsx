import type { ReactNode } from "react";
import { PlanOf } from "@/components/admin/users/user-chips";
import { Card, CardHead } from "@/components/ui/card";
import { formatCredits, SignedCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import type { UserRow } from "@/lib/account/list/user-row";
import { shownEmail } from "@/lib/account/placeholder-email";
import type { SubscriptionView } from "@/lib/billing/types";
import type { Explanation } from "@/lib/ledger/explanation";
import type { Balance } from "@/lib/ledger/types";

type Fact = [name: string, value: ReactNode];

function Facts({ facts }: { facts: (Fact | null)[] }) {
  return (
    <dl className="grid gap-x-6 gap-y-3 px-4 pb-5 sm:grid-cols-2 sm:px-5">
      {facts
        .filter((fact) => fact !== null)
        .map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-[12.5px] text-faint">{name}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Who the user is. */
export function ProfileFacts({ user }: { user: UserRow }) {
  return (
    <Card aria-label="Profile">
      <CardHead title="Profile" />
      <Facts
        facts={[
          ["Signed up", <DateTime key="at" at={user.createdAt} />],
          ["Last seen", user.lastSeenAt ? <DateTime key="seen" at={user.lastSeenAt} /> : "Never"],
          shownEmail(user.email) === null
            ? null
            : [
                "Email verified",
                user.emailVerified ? <DateTime key="verified" at={user.emailVerified} show="day" /> : "No",
              ],
          user.lockedAt ? ["Locked", <DateTime key="at" at={user.lockedAt} />] : null,
          ["User id", <code key="id">{user.id}</code>],
          ["External id", user.externalId ?? "–"],
          ["Account id", user.accountId ? <code key="account">{user.accountId}</code> : "–"],
          ["Stripe customer", user.stripeCustomerId ? <code key="customer">{user.stripeCustomerId}</code> : "–"],
        ]}
      />
    </Card>
  );
}

/** What the user subscribes to, and what comes next. */
export function SubscriptionFacts({
  user,
  subscription,
  actions,
}: {
  user: UserRow;
  subscription: SubscriptionView | null;
  actions: ReactNode;
}) {
  return (
    <Card aria-label="Subscription">
      <CardHead title="Subscription" action={actions} />
      <Facts
        facts={[
          ["Plan", <PlanOf key="plan" user={user} />],
          subscription ? ["Credits per month", formatCredits(subscription.monthlyCredits)] : null,
          subscription?.currentPeriodEnd && !isSame(subscription.currentPeriodEnd, subscription.endsAt)
            ? ["Period ends", <DateTime key="end" at={subscription.currentPeriodEnd} />]
            : null,
          subscription?.paidThrough &&
          !isSame(subscription.paidThrough, subscription.endsAt) &&
          !isSame(subscription.paidThrough, subscription.currentPeriodEnd)
            ? ["Paid through", <DateTime key="paid" at={subscription.paidThrough} />]
            : null,
          subscription?.trialEndsAt ? ["Trial ends", <DateTime key="trial" at={subscription.trialEndsAt} />] : null,
          subscription?.endsAt ? ["Plan ends", <DateTime key="ends" at={subscription.endsAt} />] : null,
          subscription?.scheduledChange
            ? [
                "Scheduled change",
                <span key="change">
                  {subscription.scheduledChange.plan.name}, <DateTime at={subscription.scheduledChange.at} />
                </span>,
              ]
            : null,
          subscription?.nextRefill
            ? [
                "Next refill",
                <span key="refill">
                  {formatCredits(subscription.nextRefill.credits)}, <DateTime at={subscription.nextRefill.at} />
                </span>,
              ]
            : null,
        ]}
      />
    </Card>
  );
}

/** A date that is shown under another name already. */
const isSame = (at: Date, other: Date | null): boolean => at.getTime() === other?.getTime();

const names: Record<Explanation["byType"][number]["type"], string> = {
  GRANT: "Granted",
  USAGE: "Spent",
  EXPIRY: "Expired",
  RESET: "Plan credits expired",
  CLAWBACK: "Clawed back",
  REINSTATEMENT: "Reinstated",
  REVERSAL: "Refunded spends",
  ADJUSTMENT: "Adjusted",
};

/** The balance, and the sums of entries that make it up. */
export function BalanceFacts({ balance, explanation }: { balance: Balance; explanation: Explanation }) {
  return (
    <Card aria-label="Balance">
      <CardHead title="Balance" note="as the sum of its entries" />
      <Facts
        facts={[
          ["Available", formatCredits(balance.available)],
          ["Held", formatCredits(balance.held)],
          ["Debt", formatCredits(balance.debt)],
        ]}
      />
      <dl className="grid gap-2 border-line border-t px-4 py-4 sm:px-5">
        {explanation.byType.map(({ type, amount, entryCount }) => (
          <div key={type} className="flex justify-between gap-4">
            <dt className="text-muted">
              {names[type]}{" "}
              <span className="text-faint">
                {formatCredits(entryCount)} {entryCount === 1n ? "entry" : "entries"}
              </span>
            </dt>
            <dd>
              <SignedCredits amount={amount} />
            </dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 border-line border-t pt-2 font-medium">
          <dt>Balance</dt>
          <dd>{formatCredits(explanation.balance).replace("-", "−")}</dd>
        </div>
      </dl>
    </Card>
  );
}
