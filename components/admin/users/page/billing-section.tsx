import type { Route } from "next";
import { RowLink } from "@/components/admin/row-link";
import { FoldedRows } from "@/components/admin/users/page/folded-rows";
import type { UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { RowTable } from "@/components/admin/users/row-table";
import { EventStatus } from "@/components/admin/webhooks/event-status";
import { EventList } from "@/components/billing/event-list";
import { PaymentTable } from "@/components/billing/payment-table";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";

/** What the user bought and paid, and what Stripe sent about them. */
export function BillingSection({ data }: { data: UserPageData }) {
  const { user, events, payments, notesOfPayments, webhooks } = data;
  return (
    <UserSection id="billing">
      <Card aria-label="Timeline">
        <CardHead title="Billing timeline" />
        {events.length > 0 ? (
          <FoldedRows rows={events.length}>
            <EventList events={events} />
          </FoldedRows>
        ) : (
          <EmptyState title="Nothing was bought yet." />
        )}
      </Card>
      <Card aria-label="Payments">
        <CardHead
          title="Payments and invoices"
          action={
            <LinkButton href={`/admin/payments?user=${user.id}`} size="small">
              All payments, and refunds
            </LinkButton>
          }
        />
        {payments.length > 0 ? (
          <FoldedRows rows={payments.length}>
            <PaymentTable
              payments={payments}
              notes={notesOfPayments}
              hrefOf={({ id }) => `/admin/payments/${id}` as Route}
            />
          </FoldedRows>
        ) : (
          <EmptyState title="No payments yet." />
        )}
      </Card>
      <RowTable
        title="Webhook events"
        columns={["Received", "Type", "Status", "Outcome"]}
        empty="Stripe has sent nothing about this customer."
        rows={webhooks.map((event) => ({
          id: event.id,
          cells: [
            <DateTime key="at" at={event.receivedAt} />,
            <RowLink key="type" className="font-normal text-accent" href={`/admin/webhooks/${event.id}`}>
              {event.type}
            </RowLink>,
            <EventStatus key="status" status={event.status} />,
            event.outcome ?? "–",
          ],
        }))}
      />
    </UserSection>
  );
}
