import { adminTitle } from "@/app/admin/admin-title";
import { remove, rename, save } from "@/app/admin/saved-views/actions";
import { viewerTimeZone } from "@/app/viewer";
import { AuditFilters } from "@/components/admin/audit/audit-filters";
import { auditExportPath, parseAuditQuery, toAuditFilter } from "@/components/admin/audit/audit-query";
import { AuditTable } from "@/components/admin/audit/audit-table";
import { FilterFold } from "@/components/admin/filter-fold";
import { SavedViews } from "@/components/admin/views/saved-views";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { auditActions, listAudit } from "@/lib/audit-log/list-audit";
import { requireAdmin } from "@/lib/auth/guards";
import { database } from "@/lib/db";
import { reports } from "@/lib/replica/reports";
import { listViews } from "@/lib/saved-views/list-views";

export const generateMetadata = adminTitle("Audit log");

const PAGE_SIZE = 50;

export default async function AdminAuditPage({ searchParams }: PageProps<"/admin/audit">) {
  await requireAdmin();
  const { sql } = await reports().current();
  const { cursor, ...query } = parseAuditQuery(await searchParams);
  const filter = toAuditFilter(query, await viewerTimeZone());
  const [page, actions, views] = await Promise.all([
    listAudit(sql, { ...filter, cursor, limit: PAGE_SIZE }),
    auditActions(sql),
    listViews(database().prisma, "AUDIT"),
  ]);
  // An invalid cursor in the URL shows the first page rather than an error.
  const shown = page.ok ? page : await listAudit(sql, { ...filter, limit: PAGE_SIZE });
  const entries = shown.ok ? shown.data : [];
  return (
    <>
      <PageHeader
        title="Audit log"
        action={
          <a className={buttonStyle({})} href={auditExportPath(filter)} download>
            Export CSV
          </a>
        }
      >
        Who did what to whom, when and why. Records cannot be changed or deleted.
      </PageHeader>
      <Card aria-label="Audit log" className="pt-4">
        <SavedViews list="AUDIT" views={views} query={query} actions={{ save, rename, remove }} />
        <FilterFold active={Object.keys(query).length}>
          <AuditFilters query={query} actions={actions} />
        </FilterFold>
        {entries.length > 0 ? (
          <AuditTable entries={entries} />
        ) : (
          <EmptyState
            title={Object.keys(query).length > 0 ? "No records match." : "Nothing has been changed yet."}
            action={<LinkButton href="/admin/audit?show=everything">Show everything</LinkButton>}
          />
        )}
        <Pager
          pathname="/admin/audit"
          query={query}
          cursor={page.ok ? cursor : undefined}
          nextCursor={shown.ok ? shown.nextCursor : null}
        />
      </Card>
    </>
  );
}
