import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { PaymentStatusChip } from "@/components/admin/payments/payment-list";
import { failureText, paymentKinds, paymentOrigins } from "@/components/admin/payments/payment-words";
import { StripeLink, type StripePages } from "@/components/admin/payments/stripe-link";
import { cardName } from "@/components/billing/card-name";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { shownAs } from "@/lib/account/placeholder-email";
import type { PaymentDetails } from "@/lib/billing/purchases/find-payment";
import { formatMoney } from "@/lib/format/money";

/** Who paid what, how, and what became of it. */
export function PaymentFacts({ details, pages }: { details: PaymentDetails; pages: StripePages }) {
  const { payment, nextAttemptAt } = details;
  const { currency, methodBrand: brand, methodLast4: last4 } = payment;
  const money = (cents: number) => formatMoney(cents, currency);
  return (
    <Card aria-label="Payment">
      <CardHead title="Payment" action={<PaymentStatusChip status={payment.status} />} />
      <dl className="grid gap-x-6 gap-y-3 px-4 pb-5 sm:grid-cols-[180px_minmax(0,1fr)] sm:px-5">
        <Fact name="User">
          {payment.user.deletedAt ? (
            "Deleted account"
          ) : (
            <Link
              href={`/admin/users/${payment.user.id}` as Route}
              className="focus-ring rounded-md text-accent underline-offset-4 hover:underline"
            >
              {shownAs(payment.user)}
            </Link>
          )}
        </Fact>
        <Fact name="Kind">
          {paymentKinds[payment.kind]}, {paymentOrigins[payment.origin].toLowerCase()}
        </Fact>
        <Fact name={payment.paidAt ? "Paid" : "Amount due"}>{money(payment.amountCents)}</Fact>
        {payment.balanceCents > 0 ? <Fact name="From the customer balance">{money(payment.balanceCents)}</Fact> : null}
        {payment.refundedCents > 0 ? <Fact name="Refunded">{money(payment.refundedCents)}</Fact> : null}
        {payment.creditedCents > 0 ? <Fact name="Credited">{money(payment.creditedCents)}</Fact> : null}
        {brand ? <Fact name="Method">{cardName({ brand, last4 })}</Fact> : null}
        <Fact name="Created">
          <DateTime at={payment.createdAt} />
        </Fact>
        {payment.paidAt ? (
          <Fact name="Paid on">
            <DateTime at={payment.paidAt} />
          </Fact>
        ) : null}
        {payment.status === "FAILED" ? (
          <>
            <Fact name="Why it failed">{failureText(payment) || "Stripe gave no reason."}</Fact>
            <Fact name="Next try">
              {nextAttemptAt ? <DateTime at={nextAttemptAt} /> : "It is not tried again by itself."}
            </Fact>
          </>
        ) : null}
        <Fact name="In Stripe">
          <span className="grid justify-items-start gap-2">
            {[payment.stripePaymentIntentId, payment.stripeInvoiceId, payment.user.stripeCustomerId].map((id) =>
              id ? <StripeLink key={id} id={id} pages={pages} /> : null,
            )}
          </span>
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{name}</dt>
      <dd className="-mt-2 min-w-0 break-words sm:mt-0">{children}</dd>
    </>
  );
}
