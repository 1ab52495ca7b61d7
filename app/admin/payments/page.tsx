import { adminTitle } from "@/app/admin/admin-title";
import { remove, rename, save } from "@/app/admin/saved-views/actions";
import { viewerTimeZone } from "@/app/viewer";
import { FilterFold } from "@/components/admin/filter-fold";
import { PaymentFilters } from "@/components/admin/payments/payment-filters";
import { AdminPaymentList } from "@/components/admin/payments/payment-list";
import { parsePaymentQuery, paymentExportPath, toPaymentFilter } from "@/components/admin/payments/payment-query";
import { SavedViews } from "@/components/admin/views/saved-views";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { requireAdmin } from "@/lib/auth/guards";
import { listAllPayments } from "@/lib/billing/purchases/list-all-payments";
import { database } from "@/lib/db";
import { reports } from "@/lib/replica/reports";
import { listViews } from "@/lib/saved-views/list-views";

export const generateMetadata = adminTitle("Payments");

const PAGE_SIZE = 25;

export default async function AdminPaymentsPage({ searchParams }: PageProps<"/admin/payments">) {
  await requireAdmin();
  const { cursor, ...query } = parsePaymentQuery(await searchParams);
  const filter = toPaymentFilter(query, await viewerTimeZone());
  const { prisma } = database();
  const [{ data, nextCursor }, views] = await Promise.all([
    listAllPayments((await reports().current()).prisma, filter, { cursor, limit: PAGE_SIZE }),
    listViews(prisma, "PAYMENTS"),
  ]);
  const filtered = Object.keys(query).length > 0;
  return (
    <>
      <PageHeader
        title="Payments"
        action={
          <a className={buttonStyle({})} href={paymentExportPath(filter)} download>
            Export CSV
          </a>
        }
      >
        Every payment of every user{query.by === "paid" ? ", by the day it was paid" : ""}, newest first.
      </PageHeader>
      <Card aria-label="Payments" className="pt-4">
        <SavedViews list="PAYMENTS" views={views} query={query} actions={{ save, rename, remove }} />
        <FilterFold active={Object.keys(query).length}>
          <PaymentFilters query={query} />
        </FilterFold>
        {data.length > 0 ? (
          <AdminPaymentList payments={data} />
        ) : filtered ? (
          <EmptyState title="No payments match." action={<LinkButton href="/admin/payments">Show all</LinkButton>} />
        ) : (
          <EmptyState title="There are no payments yet.">They are listed here once somebody buys something.</EmptyState>
        )}
        <Pager pathname="/admin/payments" query={query} cursor={cursor} nextCursor={nextCursor} />
      </Card>
    </>
  );
}
