import type { Metadata } from "next";
import { billingActions } from "@/app/billing-actions";
import { pageNow, snapshotOf, subscriptionOf } from "@/app/viewer";
import { EventList } from "@/components/billing/event-list";
import { PaymentTable } from "@/components/billing/payment-table";
import { PlanSummary } from "@/components/billing/plan-summary";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { LimitsCard } from "@/components/growth/limits-card";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireUser } from "@/lib/auth/guards";
import { listEntitlements } from "@/lib/billing/entitlements/list-entitlements";
import { listBillingEvents, listPayments } from "@/lib/billing/queries";
import { moneyBackNotes } from "@/lib/billing/refunds/money-back-notes";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Billing" };

const PAGE_SIZE = 10;

export default async function BillingPage({ searchParams }: PageProps<"/billing">) {
  const user = await requireUser("/billing");
  const query = await searchParams;
  const cursors = { payments: textOf(query.payments), events: textOf(query.events) };
  const db = database().prisma;
  const [subscription, snapshot, card, payments, events] = await Promise.all([
    subscriptionOf(user.id),
    snapshotOf(user.id),
    db.savedCard.findUnique({ where: { userId: user.id } }),
    listPayments(db, user.id, { cursor: cursors.payments, limit: PAGE_SIZE }),
    listBillingEvents(db, user.id, { cursor: cursors.events, limit: PAGE_SIZE }),
  ]);
  const notes = await moneyBackNotes(
    db,
    payments.data.map(({ id }) => id),
  );
  const hasPaid = payments.data.length > 0 || (subscription !== null && subscription.price !== null);
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <RefreshOnMove />
      <PageHeader title="Billing">Your plan, payments, invoices and receipts.</PageHeader>
      <PlanSummary
        subscription={subscription}
        snapshot={snapshot}
        card={card}
        hasPaid={hasPaid}
        canEndNow={env().CANCEL_NOW}
        now={await pageNow()}
        actions={billingActions}
      />
      <LimitsCard entitlements={await listEntitlements(db, { userId: user.id }, await pageNow())} />
      <Card aria-label="Payments" className="mt-4">
        <CardHead title="Payments" />
        {payments.data.length > 0 ? (
          <PaymentTable payments={payments.data} notes={notes} />
        ) : (
          <EmptyState title="No payments yet." action={<LinkButton href="/pricing">See plans and packs</LinkButton>}>
            Each payment appears here with its receipt and invoice.
          </EmptyState>
        )}
        <Pager
          pathname="/billing"
          parameter="payments"
          query={cursors.events ? { events: cursors.events } : {}}
          cursor={cursors.payments}
          nextCursor={payments.nextCursor}
        />
      </Card>
      <Card aria-label="Billing history" className="mt-4">
        <CardHead title="Billing history" />
        {events.data.length > 0 ? (
          <EventList events={events.data} />
        ) : (
          <EmptyState title="No activity yet.">Renewals, refills and plan changes appear here.</EmptyState>
        )}
        <Pager
          pathname="/billing"
          parameter="events"
          query={cursors.payments ? { payments: cursors.payments } : {}}
          cursor={cursors.events}
          nextCursor={events.nextCursor}
        />
      </Card>
    </div>
  );
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
