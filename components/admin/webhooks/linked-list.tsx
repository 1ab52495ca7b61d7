import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { shownAs } from "@/lib/account/placeholder-email";
import { formatMoney } from "@/lib/format/money";
import type { LinkedRecords } from "@/lib/stripe/inbox/linked-records";

const linkStyle =
  "focus-ring inline-block rounded-md font-medium leading-6 underline decoration-line-strong underline-offset-4 hover:decoration-ink";

type LinkedListProps = { records: LinkedRecords; objectId: string | null; stripeUrl: string | null };

/** What an event is about, here and at Stripe. */
export function LinkedList({ records: { user, subscription, payments }, objectId, stripeUrl }: LinkedListProps) {
  return (
    <dl className="grid gap-3 px-4 pb-4 sm:px-5">
      <Row name="User">
        {user ? (
          <Link href={`/admin/users/${user.id}` as Route} className={`${linkStyle} [overflow-wrap:anywhere]`}>
            {shownAs(user)}
          </Link>
        ) : (
          <span className="text-faint">none</span>
        )}
      </Row>
      {subscription ? (
        <Row name="Subscription">
          {subscription.plan}, {subscription.status.toLowerCase().replaceAll("_", " ")}{" "}
          <code className="break-all text-[12.5px] text-muted">{subscription.stripeId}</code>
        </Row>
      ) : null}
      {payments.map((payment) => (
        <Row key={payment.id} name="Payment">
          <Link href={`/admin/payments/${payment.id}` as Route} className={linkStyle}>
            {payment.description}
          </Link>
          , {formatMoney(payment.amountCents, payment.currency)}, {payment.status.toLowerCase().replaceAll("_", " ")}
        </Row>
      ))}
      {objectId ? (
        <Row name="Object">
          <Link
            href={{ pathname: "/admin/webhooks", query: { id: objectId } }}
            className={`${linkStyle} break-all font-mono text-[13px]`}
          >
            {objectId}
          </Link>
          <span className="block text-[12.5px] text-faint">Its other events</span>
        </Row>
      ) : null}
      {stripeUrl ? (
        <Row name="At Stripe">
          <a href={stripeUrl} target="_blank" rel="noreferrer" className={linkStyle}>
            Open in the dashboard
          </a>
        </Row>
      ) : null}
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[7rem_minmax(0,1fr)]">
      <dt className="text-[13px] text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
