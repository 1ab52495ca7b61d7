import { creditsText } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { Notice } from "@/components/ui/notice";
import type { SubscriptionView } from "@/lib/billing/types";

type CollectionNoticeProps = { subscription: SubscriptionView | null; className?: string };

/** Why a plan's credits are not refilling, and what the user gets in the meantime. Null when they are. */
export function CollectionNotice({ subscription, className }: CollectionNoticeProps) {
  if (!subscription || subscription.plan.isFree) return null;
  const { paused } = subscription.collection;
  const { freeUntil } = subscription;
  if (freeUntil && !paused) {
    return (
      <Notice tone="good" {...(className && { className })}>
        Free until <DateTime at={freeUntil} show="day" />: you are not charged for {subscription.plan.name} before then.
      </Notice>
    );
  }
  if (!paused && !subscription.meanwhile) return null;
  return (
    <Notice tone="info" {...(className && { className })}>
      {paused ? <Paused subscription={subscription} /> : "This plan is not being paid for right now. "}
      <Meanwhile subscription={subscription} />
    </Notice>
  );
}

function Paused({ subscription: { collection, paidThrough, meanwhile } }: { subscription: SubscriptionView }) {
  return (
    <>
      Payments are paused
      {collection.resumesAt ? (
        <>
          {" "}
          until <DateTime at={collection.resumesAt} show="day" />
        </>
      ) : null}
      . You are not charged, and you only get credits for time you have already paid for.{" "}
      {paidThrough && !meanwhile ? (
        <>
          That time ends on <DateTime at={paidThrough} show="day" />.{" "}
        </>
      ) : null}
    </>
  );
}

function Meanwhile({ subscription: { meanwhile, plan } }: { subscription: SubscriptionView }) {
  if (!meanwhile) return null;
  return (
    <>
      For now the {meanwhile.name} plan gives you {creditsText(meanwhile.creditsPerMonth)} a month. {plan.name} takes
      over with its next payment.
    </>
  );
}
