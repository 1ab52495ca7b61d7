import { randomUUID } from "node:crypto";
import { notFound } from "next/navigation";
import { adminTitle } from "@/app/admin/admin-title";
import { refund } from "@/app/admin/payments/actions";
import { GrantedLots } from "@/components/admin/payments/granted-lots";
import { Disputes, RefundTable } from "@/components/admin/payments/money-back";
import { PaymentFacts } from "@/components/admin/payments/payment-facts";
import { RefundForm } from "@/components/admin/payments/refund-form";
import { StripeEvents } from "@/components/admin/payments/stripe-events";
import { EventList } from "@/components/billing/event-list";
import { BackLink } from "@/components/ui/back-link";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { shownAs } from "@/lib/account/placeholder-email";
import { requireAdmin } from "@/lib/auth/guards";
import { findPayment } from "@/lib/billing/purchases/find-payment";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { formatMoney } from "@/lib/format/money";
import { services } from "@/lib/services";
import { modeOf } from "@/lib/stripe/client";
import { dashboardUrl } from "@/lib/stripe/dashboard-url";

export const generateMetadata = adminTitle("Payment");

export default async function AdminPaymentPage({ params, searchParams }: PageProps<"/admin/payments/[id]">) {
  await requireAdmin();
  const { id } = await params;
  const { prisma, sql } = database();
  const details = await findPayment({ db: prisma, sql }, id);
  if (!details) notFound();
  const { payment, refundableCents, lots, history, events } = details;
  const isDisputed = payment.disputes.some(({ status }) => status === "OPEN");
  const { refunded } = await searchParams;
  const at = { mode: modeOf(services().stripe), apiBase: env().STRIPE_API_BASE };
  const pages = (stripeId: string) => dashboardUrl(stripeId, at);
  const key = randomUUID();
  return (
    <>
      <BackLink href="/admin/payments">Payments</BackLink>
      <PageHeader title={payment.description}>
        {formatMoney(payment.amountCents, payment.currency)}, {shownAs(payment.user)}
      </PageHeader>
      {typeof refunded === "string" && /^\d{1,12}$/.test(refunded) ? (
        <Notice tone="good" live>
          {formatMoney(Number(refunded), payment.currency)} was refunded, and the credits were taken back.
        </Notice>
      ) : null}
      {payment.disputes.length > 0 ? <Disputes disputes={payment.disputes} pages={pages} /> : null}
      <PaymentFacts details={details} pages={pages} />
      <Card aria-label="Credits granted">
        <CardHead title="Credits granted" />
        {lots.length > 0 ? (
          <GrantedLots lots={lots} />
        ) : (
          <EmptyState title="It granted no credits.">
            {payment.paidAt ? "Credits of a plan are granted month by month." : "It was not paid."}
          </EmptyState>
        )}
      </Card>
      <Card aria-label="Refunds">
        <CardHead title="Refund" />
        {payment.refunds.length > 0 ? <RefundTable refunds={payment.refunds} pages={pages} /> : null}
        {isDisputed ? (
          <p className="px-4 py-4 text-muted sm:px-5">
            While a dispute is open, Stripe refunds nothing of the payment. Answer the dispute above, or accept it to
            give the money back.
          </p>
        ) : refundableCents > 0 ? (
          <div className="pt-4">
            <RefundForm
              key={key}
              paymentId={payment.id}
              refundableCents={refundableCents}
              currency={payment.currency}
              idempotencyKey={key}
              action={refund}
            />
          </div>
        ) : (
          <p className="px-4 py-4 text-muted sm:px-5">There is nothing to refund.</p>
        )}
      </Card>
      <Card aria-label="History">
        <CardHead title="History" />
        {history.length > 0 ? <EventList events={history} /> : <EmptyState title="Nothing has happened yet." />}
      </Card>
      <Card aria-label="Events from Stripe">
        <CardHead title="Events from Stripe" />
        {events.length > 0 ? <StripeEvents events={events} /> : <EmptyState title="No events about it are kept." />}
      </Card>
    </>
  );
}
