import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { SubscriptionView } from "@/lib/billing/types";

type CollectionNoticeProps = { subscription: SubscriptionView | null; className?: string };

/** Why a plan's credits do not come by themselves now, and what comes in the meantime; nothing when they do. */
export function CollectionNotice({ subscription, className }: CollectionNoticeProps) {
  if (!subscription || subscription.plan.isFree) return null;
  const { paused } = subscription.collection;
  const { freeUntil } = subscription;
  if (freeUntil && !paused) {
    return (
      <Notice tone="good" {...(className && { className })}>
        Free until <DateTime at={freeUntil} show="day" />: nothing is charged for {subscription.plan.name} before that.
      </Notice>
    );
  }
  if (!paused && !subscription.meanwhile) return null;
  return (
    <Notice tone="info" {...(className && { className })}>
      {paused ? <Paused subscription={subscription} /> : "Nothing of this plan is paid at the moment. "}
      <Meanwhile subscription={subscription} />
    </Notice>
  );
}

function Paused({ subscription: { collection, paidThrough, meanwhile } }: { subscription: SubscriptionView }) {
  return (
    <>
      Collection is paused
      {collection.resumesAt ? (
        <>
          {" "}
          until <DateTime at={collection.resumesAt} show="day" />: no new credits come until then.
        </>
      ) : (
        ": no new credits come until it goes on."
      )}{" "}
      {paidThrough && !meanwhile ? (
        <>
          What is paid stays, until <DateTime at={paidThrough} show="day" />.{" "}
        </>
      ) : null}
    </>
  );
}

function Meanwhile({ subscription: { meanwhile, plan } }: { subscription: SubscriptionView }) {
  if (!meanwhile) return null;
  return (
    <>
      Until then the {meanwhile.name} plan serves, with {creditsText(meanwhile.creditsPerMonth)} a month; {plan.name}{" "}
      takes over with its next payment.
    </>
  );
}
