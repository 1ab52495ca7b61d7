import type { Metadata, Route } from "next";
import Link from "next/link";
import { billingActions } from "@/app/billing-actions";
import { accountOf, pageNow, snapshotOf, subscriptionOf } from "@/app/viewer";
import { confirmPath } from "@/components/billing/confirm-path";
import { EventList } from "@/components/billing/event-list";
import { PaymentTable } from "@/components/billing/payment-table";
import { PlanSummary } from "@/components/billing/plan-summary";
import { PrintButton } from "@/components/billing/print-button";
import { markOf } from "@/components/credits/balance-snapshot";
import { RefreshOnMove } from "@/components/credits/refresh-on-move";
import { LimitsCard } from "@/components/growth/limits-card";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireUser } from "@/lib/auth/guards";
import { billingHistory } from "@/lib/billing/billing-history";
import { listEntitlements } from "@/lib/billing/entitlements/list-entitlements";
import { listPayments } from "@/lib/billing/queries";
import { moneyBackNotes } from "@/lib/billing/refunds/money-back-notes";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

export const metadata: Metadata = {
  title: "Billing",
  description: "Your plan, payments, invoices and receipts.",
};

const PAGE_SIZE = 10;
/** For paper: everything on one page, within reason. */
const ALL = 1_000;

export default async function BillingPage({ searchParams }: PageProps<"/billing">) {
  const user = await requireUser("/billing");
  const query = await searchParams;
  const cursors = { payments: textOf(query.payments), events: textOf(query.events) };
  const { prisma: db, sql } = database();
  const isAll = query.show === "all";
  const limit = isAll ? ALL : PAGE_SIZE;
  const accountId = await accountOf(user.id);
  const [subscription, snapshot, card, payments, events] = await Promise.all([
    subscriptionOf(user.id),
    snapshotOf(user.id),
    db.savedCard.findUnique({ where: { userId: user.id } }),
    listPayments(db, user.id, { cursor: cursors.payments, limit }),
    billingHistory({ db, sql }, { userId: user.id, accountId }, { cursor: cursors.events, limit }),
  ]);
  const notes = await moneyBackNotes(
    db,
    payments.data.map(({ id }) => id),
  );
  // A card can be saved for auto top-up before anything is paid.
  const hasCustomer = card !== null || payments.data.length > 0 || (subscription?.price ?? null) !== null;
  return (
    <div className="wrap grid grid-cols-1 gap-4 pt-8 pb-8">
      <RefreshOnMove rendered={markOf(snapshot)} />
      <PageHeader
        title="Billing"
        action={
          <span className="flex flex-wrap gap-2">
            <ShowAll isAll={isAll} isLong={payments.nextCursor !== null || events.nextCursor !== null} />
            <PrintButton />
          </span>
        }
      >
        Your plan, payments, invoices and receipts.
        <span className="hidden print:block">
          {user.email}, <DateTime at={await pageNow()} show="day" />
        </span>
      </PageHeader>
      <PlanSummary
        subscription={subscription}
        snapshot={snapshot}
        card={card}
        hasCustomer={hasCustomer}
        canEndNow={env().CANCEL_NOW}
        now={await pageNow()}
        actions={billingActions}
      />
      <div className="grid print:hidden">
        <LimitsCard
          hasPlan={subscription !== null}
          entitlements={await listEntitlements(db, { userId: user.id }, await pageNow())}
        />
      </div>
      <Card aria-label="Payments" id="payments" className="mt-4 scroll-mt-20">
        <CardHead title="Payments" />
        {payments.data.length > 0 ? (
          <PaymentTable payments={payments.data} notes={notes} confirmHrefOf={confirmPath} />
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
      <Card aria-label="Billing history" id="history" className="mt-4 scroll-mt-20">
        <CardHead title="Billing history" />
        {events.data.length > 0 ? (
          <EventList events={events.data} />
        ) : (
          <EmptyState title="No activity yet.">Payments, refills and plan changes appear here.</EmptyState>
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

function ShowAll({ isAll, isLong }: { isAll: boolean; isLong: boolean }) {
  if (!isAll && !isLong) return null;
  return (
    <Link
      href={(isAll ? "/billing" : "/billing?show=all") as Route}
      className={`${buttonStyle({ look: "quiet", size: "small" })} print:hidden`}
    >
      {isAll ? "Show pages" : "Show all"}
    </Link>
  );
}

function textOf(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
